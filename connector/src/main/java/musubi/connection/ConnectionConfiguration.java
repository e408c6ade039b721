package musubi.connection;

import java.time.Clock;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotProperties;
import musubi.hubspot.HubSpotSettings;
import musubi.line.LineClient;
import musubi.line.LineLogin;
import musubi.system.MasterKey;
import musubi.system.PublicAddress;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    @Bean(initMethod = "start")
    Connections connections(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MasterKey masterKey,
            LineClient line,
            LineLogin login,
            HubSpotClient hubspot,
            HubSpotProperties hubspotProperties,
            HubSpotSettings hubspotSettings,
            PublicAddress address,
            ApplicationEventPublisher events,
            Clock clock) {
        var vault = new Vault(masterKey.bytes());
        MasterKeyCheck.check(jdbc, vault);
        var rows = new ConnectionRows(jdbc, vault);
        var answers = new HubSpotAnswers(hubspotSettings.apiBaseUrl());
        var properties = new PortalProperties(hubspotProperties, answers);
        var connecting = new Connecting(
                new Accounts(line, login, hubspot, answers),
                properties,
                new PortalSerials(jdbc),
                rows,
                transaction,
                clock);
        return new Connections(
                rows,
                new ConnectionMemory(rows, line, events),
                connecting,
                properties,
                new WebhookRegistration(line),
                address::of,
                transaction,
                clock);
    }
}
