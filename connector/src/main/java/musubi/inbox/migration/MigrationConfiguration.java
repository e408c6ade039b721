package musubi.inbox.migration;

import musubi.system.MasterKey;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Boot gives these to Flyway, which runs them in the order of their versions among those in SQL. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

    @Bean
    JavaMigration encryptEvents(MasterKey masterKey) {
        return new EncryptEvents(masterKey.bytes());
    }

    @Bean
    JavaMigration forgetStatistics() {
        return new ForgetStatistics();
    }

    @Bean
    JavaMigration addEventKinds(MasterKey masterKey) {
        return new AddEventKinds(masterKey.bytes());
    }
}
