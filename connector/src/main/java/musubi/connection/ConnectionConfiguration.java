package musubi.connection;

import java.time.Clock;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotOAuth;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    @Bean
    Vault vault(JdbcClient jdbc, MasterKey masterKey) {
        var vault = new Vault(masterKey.bytes());
        MasterKeyCheck.check(jdbc, vault);
        return vault;
    }

    @Bean
    ConnectionRows connectionRows(JdbcClient jdbc, Vault vault) {
        return new ConnectionRows(jdbc, vault);
    }

    @Bean
    ConnectionCache connectionMemory(ConnectionRows rows, LineClient line, ApplicationEventPublisher events) {
        return new ConnectionCache(rows, line, events);
    }

    @Bean
    Grants grants(
            JdbcClient jdbc,
            Vault vault,
            ConnectionRows rows,
            ConnectionCache memory,
            HubSpotOAuth oauth,
            PlatformTransactionManager transactions,
            Clock clock) {
        var newTransaction = new TransactionTemplate(transactions);
        newTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new Grants(new GrantRows(jdbc, vault), rows, oauth, newTransaction, memory::reload, clock);
    }

    @Bean(initMethod = "start")
    Connections connections(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ConnectionRows rows,
            ConnectionCache memory,
            Grants grants,
            LineClient line,
            LineLogin login,
            HubSpotClient hubspot,
            HubSpotProperties hubspotProperties,
            HubSpotSettings hubspotSettings,
            PublicAddress address,
            Clock clock) {
        var answers = new HubSpotAnswers(hubspotSettings.apiBaseUrl());
        var properties = new PortalProperties(hubspotProperties, answers);
        var connecting = new ConnectionSetup(
                new CredentialProbe(line, login, hubspot, answers),
                grants,
                properties,
                new PortalSerials(jdbc),
                rows,
                transaction,
                clock);
        var webhooks = new WebhookRegistration(line);
        return new Connections(
                rows,
                memory,
                connecting,
                grants,
                properties,
                webhooks,
                new ConnectionCheck(line, hubspot, webhooks),
                address::of,
                transaction,
                clock);
    }

    @Bean
    CredentialCheck trials(
            JdbcClient jdbc,
            Vault vault,
            ConnectionRows rows,
            Grants grants,
            LineClient line,
            LineLogin login,
            HubSpotClient hubspot,
            HubSpotProperties hubspotProperties,
            HubSpotSettings hubspotSettings) {
        var answers = new HubSpotAnswers(hubspotSettings.apiBaseUrl());
        return new CredentialCheck(
                new CredentialProbe(line, login, hubspot, answers),
                grants,
                hubspotProperties,
                answers,
                new PortalSerials(jdbc),
                rows,
                vault);
    }

    @Bean
    Installs installs(
            JdbcClient jdbc,
            Grants grants,
            Connections connections,
            HubSpotOAuth oauth,
            PublicAddress address,
            Clock clock) {
        return new Installs(new InstallRows(jdbc), grants, connections, oauth, address::of, clock);
    }
}
