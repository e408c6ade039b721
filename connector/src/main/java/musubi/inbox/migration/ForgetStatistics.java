package musubi.inbox.migration;

import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * The planner's statistics held samples of the events before they were encrypted. Their rows went with the tables; writing
 * {@code pg_statistic} anew takes the bytes out of its file as well. Not in a transaction, since {@code vacuum} cannot be.
 */
final class ForgetStatistics implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("14");
    }

    @Override
    public String getDescription() {
        return "forget statistics of clear text";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    /** A role that may not (it does not own the database) is only warned by PostgreSQL. */
    @Override
    public void migrate(Context context) throws SQLException {
        try (var statement = context.getConnection().createStatement()) {
            statement.execute("vacuum full pg_statistic");
        }
    }
}
