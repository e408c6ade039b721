package musubi.inbox;

import musubi.inbox.crypto.EventCipher;
import musubi.system.MasterKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What encrypts and hashes, each with a key derived from the master key. */
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
}
