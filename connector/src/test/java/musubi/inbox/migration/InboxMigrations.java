package musubi.inbox.migration;

import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.context.annotation.Bean;

/**
 * The inbox's own steps of the schema, for databases that tests make; to be imported where a module is started without the
 * inbox. (No {@code Configuration}: Musubi as a whole must not find it.)
 */
public final class InboxMigrations {

    /** The key that tests of the inbox encrypt with. */
    public static final byte[] KEY = "inbox inbox inbox inbox inbox in".getBytes(StandardCharsets.US_ASCII);

    /** All of them. The key matters only where there are events already. */
    public static JavaMigration[] all() {
        return all(KEY);
    }

    static JavaMigration[] all(byte[] key) {
        return new JavaMigration[] {new EncryptEvents(key), new ForgetStatistics(), new AddEventKinds(key)};
    }

    @Bean
    JavaMigration encryptEvents() {
        return new EncryptEvents(KEY);
    }

    @Bean
    JavaMigration forgetStatistics() {
        return new ForgetStatistics();
    }

    @Bean
    JavaMigration addEventKinds() {
        return new AddEventKinds(KEY);
    }
}
