package musubi.connection.setup;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import musubi.connection.Connection;
import musubi.connection.Connection.State;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.Language;
import musubi.connection.LineAccount;
import musubi.connection.LoginOptions;
import musubi.connection.NewConnection;
import musubi.connection.Options;
import musubi.connection.PageUrl;
import musubi.connection.RefusalCode;
import musubi.connection.oauth.Grants;
import musubi.connection.oauth.TimedWait;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionRepository;
import musubi.connection.store.ConnectionWithSecrets;
import musubi.connection.store.PortalSerialRepository;
import musubi.connection.store.Secrets;
import musubi.contact.PropertyNames;
import musubi.hubspot.AccountDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes connections. Checks the input and the credentials, creates the properties in the portal, and saves the connection, in this
 * order. Properties that were created before a later step failed are adopted by the next attempt.
 */
@Component
public final class ConnectionSetup {

    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(1);

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final CredentialProbe probe;
    private final DuplicateAccountCheck duplicates;
    private final Grants grants;
    private final PortalProperties properties;
    private final PortalSerialRepository serials;
    private final ConnectionRepository repository;
    private final ConnectionCache cache;
    private final TransactionTemplate transaction;
    private final Clock clock;
    /** The transaction holds a database connection during calls of HubSpot: with one at a time enough are left for others. */
    private final ReentrantLock lock = new ReentrantLock();

    ConnectionSetup(
            CredentialProbe probe,
            DuplicateAccountCheck duplicates,
            Grants grants,
            PortalProperties properties,
            PortalSerialRepository serials,
            ConnectionRepository repository,
            ConnectionCache cache,
            TransactionTemplate transaction,
            Clock clock) {
        this.probe = probe;
        this.duplicates = duplicates;
        this.grants = grants;
        this.properties = properties;
        this.serials = serials;
        this.repository = repository;
        this.cache = cache;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes a connection.
     *
     * @return its id
     * @throws ConnectionRefusedException when it cannot be made
     */
    public UUID connect(NewConnection input) {
        ConnectionValidator.validate(input);
        var line = input.line();
        var secrets = new Secrets(
                line.channelSecret().orElseThrow(),
                line.channelAccessToken(),
                line.channelId(),
                LineAccount.cleaned(line.loginChannelId()),
                line.loginChannelSecret(),
                LineAccount.cleaned(Optional.of(input.hubspotAccessToken())));
        var access =
                grants.access(secrets.hubspotAccessToken(), input.portalId().orElse(0L));
        var owners = probe.owners(secrets, access);
        duplicates.check(owners.bot().userId());
        var id = saveUnderLock(input, secrets, owners, HubSpotRefusals.field(access));
        cache.reload();
        return id;
    }

    private UUID saveUnderLock(
            NewConnection input, Secrets secrets, CredentialProbe.Owners owners, String accessField) {
        if (!TimedWait.within(LOCK_TIMEOUT, lock::tryLock)) {
            throw new ConnectionRefusedException(new Refusal(Reason.UNAVAILABLE, accessField, RefusalCode.BUSY));
        }
        try {
            // HubSpot is called inside of the transaction on purpose: serial and property names are one decision. Each
            // call has
            // a timeout, and there is one of these transactions at a time
            return transaction.execute(ignored -> {
                serials.lock(owners.bot().userId(), owners.portal().portalId());
                duplicates.check(owners.bot().userId());
                return save(input, secrets, owners);
            });
        } finally {
            lock.unlock();
        }
    }

    private UUID save(NewConnection input, Secrets secrets, CredentialProbe.Owners owners) {
        var bot = owners.bot();
        var portal = owners.portal();
        var serial = serials.find(bot.userId(), portal.portalId());
        var names = new PropertyNames(serial, ConnectionValidator.mapped(input.propertyNames()));
        properties.provide(grants.access(secrets.hubspotAccessToken(), portal.portalId()), names);
        if (secrets.hubspotAccessToken().isEmpty()) {
            // not earlier: a call to HubSpot may need to lock the grant's row itself
            grants.lockForUse(portal.portalId());
        }
        serials.put(bot.userId(), portal.portalId(), serial);
        var connection = new Connection(
                UUID.randomUUID(),
                input.name(),
                serial,
                State.ACTIVE,
                bot.userId(),
                bot.basicId(),
                bot.displayName(),
                portal.portalId(),
                secrets.access(),
                portal.timeZone(),
                isJapanese(portal),
                input.options().appliedTo(Options.defaults(Language.ofPortal(isJapanese(portal)))),
                new LoginOptions(
                        secrets.loginChannelId(), input.line().pageAfterLogin().flatMap(PageUrl::parse)),
                names,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        repository.insert(new ConnectionWithSecrets(connection, secrets));
        return connection.id();
    }

    static boolean isJapanese(AccountDetails portal) {
        return portal.timeZone().equals(JAPAN) || portal.companyCurrency().equals("JPY");
    }
}
