package musubi.inbox.migration;

import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;

/**
 * The planner's statistics held samples of the events before they were encrypted. Their rows went with the tables; writing
 * {@code pg_statistic} anew takes the bytes out of its file as well. Not in a transaction, since {@code vacuum} cannot be.
 */
final class ForgetStatistics extends InboxMigration {

    ForgetStatistics() {
        super("14", "forget statistics of clear text");
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    /** A role that may not (it does not own the database) is only warned by PostgreSQL. */
    @Override
    public void migrate(Context context) throws SQLException {
        execute(context.getConnection(), "vacuum full pg_statistic");
    }
}
