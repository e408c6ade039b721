package musubi.connection;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.contact.PropertyNames;
import musubi.hubspot.AccountDetails;
import musubi.hubspot.PortalAccess;
import musubi.line.BotInfo;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ties an account to a portal: both are tried, the portal's properties are made, the connection is saved, in this
 * order. What was made when a later step fails is what the next attempt adopts.
 */
final class ConnectionSetup {

    /** For another connection that is being made. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final CredentialProbe accounts;
    private final Grants grants;
    private final PortalProperties properties;
    private final PortalSerials serials;
    private final ConnectionRows rows;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    /** The transaction holds a database connection while HubSpot works: one at a time leaves enough for the others. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    ConnectionSetup(
            CredentialProbe accounts,
            Grants grants,
            PortalProperties properties,
            PortalSerials serials,
            ConnectionRows rows,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.accounts = accounts;
        this.grants = grants;
        this.properties = properties;
        this.serials = serials;
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws ConnectionRefusedException when it cannot be done */
    UUID connect(NewConnection entered) {
        ConnectionValidator.check(entered);
        var line = entered.line();
        var secrets = new Secrets(
                line.channelSecret().orElseThrow(),
                line.channelAccessToken(),
                line.channelId(),
                LineAccount.cleaned(line.loginChannelId()),
                line.loginChannelSecret(),
                LineAccount.cleaned(Optional.of(entered.hubspotAccessToken())));
        var access = access(secrets, entered.portalId().orElse(0L));
        var both = accounts.both(secrets, access);
        rows.refuseSecond(both.bot().userId());
        if (!TimedWait.within(PATIENCE, oneAtATime::tryLock)) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.UNAVAILABLE,
                    HubSpotAnswers.field(access),
                    "Another connection is being made, and takes long. Try again later."));
        }
        try {
            // HubSpot is asked inside, on purpose: serial and property names are one decision. Each call has an end,
            // and
            // there is one of these transactions at a time
            return transaction.execute(ignored -> {
                serials.lock(both.bot().userId(), both.portal().portalId());
                rows.refuseSecond(both.bot().userId());
                return save(entered, secrets, both);
            });
        } finally {
            oneAtATime.unlock();
        }
    }

    private UUID save(NewConnection entered, Secrets secrets, CredentialProbe.Both both) {
        var line = entered.line();
        var bot = both.bot();
        var portal = both.portal();
        var serial = serials.of(bot.userId(), portal.portalId());
        var names = new PropertyNames(serial, ConnectionValidator.mapped(entered.propertyNames()));
        properties.provide(access(secrets, portal.portalId()), names);
        // not earlier: a call to HubSpot may need the grant's row itself
        holdGrant(secrets, portal.portalId());
        serials.keep(bot.userId(), portal.portalId(), serial);
        var connection = new Connection(
                UUID.randomUUID(),
                entered.name(),
                serial,
                State.ACTIVE,
                bot.userId(),
                bot.basicId(),
                bot.displayName(),
                portal.portalId(),
                kind(secrets),
                portal.timeZone(),
                japanese(portal),
                entered.options().appliedTo(Options.DEFAULT),
                new LoginOptions(secrets.loginChannelId(), pageAfter(line, Optional.empty())),
                names,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        rows.insert(new ConnectionWithSecrets(connection, secrets));
        return connection.id();
    }

    /**
     * @throws ConnectionRefusedException when new credentials do not work, or open another account or portal
     * @throws UnknownConnectionException when there is none with that id
     */
    void change(ConnectionWithSecrets known, ConnectionChange change) {
        ConnectionValidator.check(change);
        var proposed = merged(known.secrets(), change);
        var bot = newLine(change) ? Optional.of(sameAccount(known.connection(), proposed)) : Optional.<BotInfo>empty();
        var portal = change.changesHubSpot()
                ? Optional.of(samePortal(known.connection(), change, proposed))
                : Optional.<AccountDetails>empty();
        if (change.line().loginChannelId().isPresent()
                || change.line().loginChannelSecret().isPresent()) {
            ConnectionValidator.checkLogin(proposed.loginChannelId(), proposed.loginChannelSecret());
            if (proposed.loginChannelId().isPresent()) {
                accounts.login(proposed);
            }
        }
        var accepted = portal.isPresent() || (bot.isPresent() && worksStill(known));
        transaction.executeWithoutResult(ignored -> {
            var id = known.connection().id();
            if (change.portalId().isPresent()) {
                holdGrant(proposed, known.connection().portalId());
            }
            var stored = rows.locked(id).orElseThrow(() -> new UnknownConnectionException(id));
            var old = stored.connection();
            var secrets = merged(stored.secrets(), change);
            var changed = new Connection(
                    id,
                    change.name().orElse(old.name()),
                    old.serial(),
                    accepted ? State.ACTIVE : old.state(),
                    old.botUserId(),
                    bot.map(BotInfo::basicId).orElse(old.basicId()),
                    bot.map(BotInfo::displayName).orElse(old.displayName()),
                    old.portalId(),
                    kind(secrets),
                    portal.map(AccountDetails::timeZone).orElse(old.timeZone()),
                    portal.map(ConnectionSetup::japanese).orElse(old.japanese()),
                    change.options().appliedTo(old.options()),
                    new LoginOptions(
                            secrets.loginChannelId(),
                            pageAfter(change.line(), old.login().pageAfter())),
                    old.propertyNames(),
                    old.problems(),
                    old.createdAt(),
                    old.pausedAt());
            rows.update(new ConnectionWithSecrets(changed, secrets));
            if (accepted) {
                rows.dropBlockingProblems(id);
            }
        });
    }

    /** Whether the connection's LINE credentials are among what changes. */
    static boolean newLine(ConnectionChange change) {
        var line = change.line();
        return line.channelSecret().isPresent()
                || line.channelAccessToken().isPresent()
                || line.channelId().isPresent();
    }

    /** A new channel id without a new token means: from now on by stateless tokens. */
    private static Secrets merged(Secrets old, ConnectionChange change) {
        var line = change.line();
        var token = line.channelAccessToken().isPresent() || line.channelId().isPresent()
                ? line.channelAccessToken()
                : old.channelAccessToken();
        return new Secrets(
                line.channelSecret().orElse(old.channelSecret()),
                token,
                line.channelId().or(old::channelId),
                LineAccount.cleaned(line.loginChannelId().or(old::loginChannelId)),
                line.withoutLogin()
                        ? line.loginChannelSecret()
                        : line.loginChannelSecret().or(old::loginChannelSecret),
                change.changesHubSpot() ? change.hubspotAccessToken() : old.hubspotAccessToken());
    }

    /** By the token there is, else by the portal's grant. */
    private PortalAccess access(Secrets secrets, long portalId) {
        return secrets.hubspotAccessToken()
                .map(token -> new PortalAccess(portalId, token))
                .orElseGet(() -> grants.access(portalId));
    }

    private static Access kind(Secrets secrets) {
        return secrets.hubspotAccessToken().isPresent() ? Access.TOKEN : Access.OAUTH;
    }

    /** Where a grant is to be used, it must not go away before that is saved. */
    private void holdGrant(Secrets secrets, long portalId) {
        if (secrets.hubspotAccessToken().isEmpty() && !grants.hold(portalId)) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED,
                    "hubspot.portalId",
                    "The app is not installed in portal %d any more. Install it again (POST /api/hubspot/installs gives the link)."
                            .formatted(portalId)));
        }
    }

    private BotInfo sameAccount(Connection connection, Secrets proposed) {
        var bot = accounts.bot(proposed);
        if (!bot.userId().equals(connection.botUserId())) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED,
                    "line",
                    "These credentials belong to another LINE Official Account (%s, not %s). Make a new connection for it."
                            .formatted(bot.basicId(), connection.basicId())));
        }
        return bot;
    }

    private AccountDetails samePortal(Connection connection, ConnectionChange change, Secrets proposed) {
        var access = access(proposed, change.portalId().orElse(0L));
        var portal = accounts.portal(access);
        if (portal.portalId() != connection.portalId()) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED,
                    HubSpotAnswers.field(access),
                    "This belongs to another HubSpot portal (%d, not %d). Make a new connection for it."
                            .formatted(portal.portalId(), connection.portalId())));
        }
        return portal;
    }

    /** Whether the HubSpot token we have is accepted, so that a new LINE token alone makes all well again. */
    private boolean worksStill(ConnectionWithSecrets known) {
        try {
            var ignored =
                    accounts.portal(access(known.secrets(), known.connection().portalId()));
            return true;
        } catch (ConnectionRefusedException e) {
            return false;
        }
    }

    /** ConnectionValidator but empty: our own from now on. */
    private static Optional<URI> pageAfter(LineAccount line, Optional<URI> old) {
        return line.pageAfterLogin().isPresent() ? line.pageAfterLogin().flatMap(PageUrl::parse) : old;
    }

    /**
     * Takes over what the platforms tell of themselves by now.
     *
     * @param stored kept from change by others
     * @return whether that was news
     */
    boolean learn(ConnectionWithSecrets stored, Optional<BotInfo> bot, Optional<AccountDetails> portal) {
        var old = stored.connection();
        var known = portal.filter(told -> told.portalId() == old.portalId());
        var learned = new Connection(
                old.id(),
                old.name(),
                old.serial(),
                old.state(),
                old.botUserId(),
                bot.map(BotInfo::basicId).orElse(old.basicId()),
                bot.map(BotInfo::displayName).orElse(old.displayName()),
                old.portalId(),
                old.access(),
                known.map(AccountDetails::timeZone)
                        .filter(ConnectionSetup::isTold)
                        .orElse(old.timeZone()),
                // without a currency little is known of the portal
                known.filter(told -> !told.companyCurrency().isEmpty() && isTold(told.timeZone()))
                        .map(ConnectionSetup::japanese)
                        .orElse(old.japanese()),
                old.options(),
                old.login(),
                old.propertyNames(),
                old.problems(),
                old.createdAt(),
                old.pausedAt());
        if (learned.equals(old)) {
            return false;
        }
        rows.update(new ConnectionWithSecrets(learned, stored.secrets()));
        return true;
    }

    /** A zone that HubSpot does not tell, or Java does not know, stands as this offset; a portal's own is a region. */
    private static boolean isTold(ZoneId zone) {
        return !zone.equals(ZoneOffset.UTC);
    }

    static boolean japanese(AccountDetails portal) {
        return portal.timeZone().equals(JAPAN) || portal.companyCurrency().equals("JPY");
    }
}
