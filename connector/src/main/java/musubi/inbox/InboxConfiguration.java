package musubi.inbox;

import java.time.Duration;
import musubi.system.LocalJobs;
import musubi.system.MasterKey;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InboxConfiguration {

    @Bean
    EventCipher eventCipher(MasterKey masterKey) {
        return new EventCipher(masterKey.bytes());
    }

    @Bean
    FriendHash friendHash(MasterKey masterKey) {
        return new FriendHash(masterKey.bytes());
    }

    @Bean
    JavaMigration encryptEvents(MasterKey masterKey) {
        return new EncryptEvents(masterKey.bytes());
    }

    @Bean
    JavaMigration forgetStatistics() {
        return new ForgetStatistics();
    }

    /** Rows of counts are summed up by every node; they do not wait for each other. */
    @Autowired
    void compactCounts(PostgresInbox inbox, LocalJobs jobs) {
        jobs.every(Duration.ofSeconds(5), "inbox-counts", inbox::compactCounts);
    }
}
