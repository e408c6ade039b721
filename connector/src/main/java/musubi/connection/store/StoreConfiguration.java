package musubi.connection.store;

import musubi.system.MasterKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the vault available only after the master key has been checked: nothing is encrypted or decrypted with a wrong one. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Vault vault(JdbcClient jdbc, MasterKey masterKey) {
        var vault = new Vault(masterKey.bytes());
        MasterKeyCheck.check(jdbc, vault);
        return vault;
    }
}
