package musubi.sync;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotClient;
import musubi.inbox.Inbox;
import musubi.line.LineClient;
import musubi.system.PublicAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what a batch works with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SyncSettings.class)
class SyncConfiguration {

    @Bean
    SyncParts syncParts(
            Inbox inbox,
            Connections connections,
            HubSpotClient hubspot,
            LineClient line,
            BlockedFriends blocked,
            SyncSettings settings,
            Clock clock,
            MeterRegistry metrics,
            PublicAddress address) {
        return new SyncParts(inbox, connections, hubspot, line, blocked, settings, clock, metrics, address);
    }
}
