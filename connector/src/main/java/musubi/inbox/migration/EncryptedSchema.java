package musubi.inbox.migration;

import java.sql.Connection;
import java.sql.SQLException;
import musubi.system.MasterKey;
import musubi.system.StartFailure;
import org.flywaydb.core.api.migration.JavaMigration;

/** What a program needs that makes the schema without starting Musubi. */
public final class EncryptedSchema {

    private EncryptedSchema() {}

    /** The migrations in Java, to be given to Flyway. */
    public static JavaMigration[] migrations(MasterKey masterKey) {
        return new JavaMigration[] {
            new EncryptEvents(masterKey.bytes()), new ForgetStatistics(), new AddEventKinds(masterKey.bytes())
        };
    }

    /**
     * Checks that the master key is the one that this database was used with; where none was used yet, every key is.
     *
     * @throws StartFailure when it is another one
     */
    public static void check(Connection connection, MasterKey masterKey) throws SQLException {
        MasterKeyProof.check(connection, masterKey.bytes());
    }
}
