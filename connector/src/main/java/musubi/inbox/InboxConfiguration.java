package musubi.inbox;

import musubi.system.MasterKey;
import org.flywaydb.core.api.migration.JavaMigration;
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
}
