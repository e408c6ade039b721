package musubi.inbox;

import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.migration.JavaMigration;

/** The inbox's own steps of the schema, for databases that tests make. */
public final class InboxMigrations {

    /** The key that tests of the inbox encrypt with. */
    static final byte[] KEY = "inbox inbox inbox inbox inbox in".getBytes(StandardCharsets.US_ASCII);

    private InboxMigrations() {}

    /** All of them. The key matters only where there are events already. */
    public static JavaMigration[] all() {
        return new JavaMigration[] {new EncryptEvents(KEY), new ForgetStatistics()};
    }
}
