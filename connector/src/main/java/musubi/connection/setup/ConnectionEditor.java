package musubi.connection.setup;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.connection.ConnectionChange;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.LineAccount;
import musubi.connection.LoginOptions;
import musubi.connection.PageUrl;
import musubi.connection.ProblemCode;
import musubi.connection.RefusalCode;
import musubi.connection.UnknownConnectionException;
import musubi.connection.oauth.Grants;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionRepository;
import musubi.connection.store.ConnectionStatusRepository;
import musubi.connection.store.ConnectionWithSecrets;
import musubi.connection.store.Secrets;
import musubi.hubspot.AccountDetails;
import musubi.line.BotInfo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes and deletes connections. */
@Component
public final class ConnectionEditor {

    private final CredentialProbe probe;
    private final Grants grants;
    private final ConnectionRepository repository;
    private final ConnectionStatusRepository statuses;
    private final ConnectionCache cache;
    private final TransactionTemplate transaction;

    ConnectionEditor(
            CredentialProbe probe,
            Grants grants,
            ConnectionRepository repository,
            ConnectionStatusRepository statuses,
            ConnectionCache cache,
            TransactionTemplate transaction) {
        this.probe = probe;
        this.grants = grants;
        this.repository = repository;
        this.statuses = statuses;
        this.cache = cache;
        this.transaction = transaction;
    }

    /**
     * Changes a connection, after its new credentials have been checked.
     *
     * @throws ConnectionRefusedException when new credentials are not accepted, or are of another account or portal
     * @throws UnknownConnectionException when it has been deleted
     */
    public void change(ConnectionWithSecrets known, ConnectionChange change) {
        ConnectionValidator.validate(change);
        var proposed = merged(known.secrets(), change);
        var bot = change.line().hasMessagingCredentials()
                ? Optional.of(sameAccount(known.connection(), proposed))
                : Optional.<BotInfo>empty();
        var portal = change.changesHubSpot()
                ? Optional.of(samePortal(known.connection(), change, proposed))
                : Optional.<AccountDetails>empty();
        checkLogin(change.line(), proposed);
        var accepted = portal.isPresent() || (bot.isPresent() && isPortalAccessible(known));
        transaction.executeWithoutResult(ignored -> save(known.connection(), change, bot, portal, accepted));
        cache.reload();
        deleteUnusedGrant(known.connection());
    }

    private void save(
            Connection known,
            ConnectionChange change,
            Optional<BotInfo> bot,
            Optional<AccountDetails> portal,
            boolean accepted) {
        var id = known.id();
        if (change.portalId().isPresent() && change.hubspotAccessToken().isEmpty()) {
            grants.lockForUse(known.portalId());
        }
        var stored = repository.lock(id).orElseThrow(() -> new UnknownConnectionException(id));
        var old = stored.connection();
        var secrets = merged(stored.secrets(), change);
        var page = change.line().pageAfterLogin();
        var changed = new Connection(
                id,
                change.name().orElse(old.name()),
                old.serial(),
                accepted ? State.ACTIVE : old.state(),
                old.botUserId(),
                bot.map(BotInfo::basicId).orElse(old.basicId()),
                bot.map(BotInfo::displayName).orElse(old.displayName()),
                old.portalId(),
                secrets.access(),
                portal.map(AccountDetails::timeZone).orElse(old.timeZone()),
                portal.map(ConnectionSetup::isJapanese).orElse(old.japanese()),
                change.options().appliedTo(old.options()),
                // an empty page in the input: our own page from now on
                new LoginOptions(
                        secrets.loginChannelId(),
                        page.isPresent()
                                ? page.flatMap(PageUrl::parse)
                                : old.login().pageAfter()),
                old.propertyNames(),
                old.problems(),
                old.createdAt(),
                old.pausedAt());
        repository.update(new ConnectionWithSecrets(changed, secrets));
        if (accepted) {
            statuses.deleteBlockingProblems(id);
        }
        deleteLoginProblems(id, change.line(), stored.secrets(), secrets);
    }

    /** LINE has accepted what was entered; what is known about another Login channel does not hold for this one. */
    private void deleteLoginProblems(UUID id, LineAccount entered, Secrets before, Secrets after) {
        if (entered.loginChannelId().isPresent() || entered.loginChannelSecret().isPresent()) {
            statuses.deleteProblem(id, ProblemCode.LOGIN_CHANNEL_REFUSED);
        }
        if (!before.loginChannelId().equals(after.loginChannelId())) {
            statuses.deleteProblem(id, ProblemCode.LOGIN_OTHER_PROVIDER);
            statuses.deleteProblem(id, ProblemCode.LOGIN_EMAIL_NOT_ALLOWED);
        }
    }

    /** A new channel id without a new token means that stateless tokens are used from now on. */
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
                line.removesLogin()
                        ? line.loginChannelSecret()
                        : line.loginChannelSecret().or(old::loginChannelSecret),
                change.changesHubSpot() ? change.hubspotAccessToken() : old.hubspotAccessToken());
    }

    private BotInfo sameAccount(Connection connection, Secrets proposed) {
        var bot = probe.bot(proposed);
        if (!bot.userId().equals(connection.botUserId())) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED, "line", RefusalCode.OTHER_ACCOUNT, bot.basicId(), connection.basicId()));
        }
        return bot;
    }

    private AccountDetails samePortal(Connection connection, ConnectionChange change, Secrets proposed) {
        var access =
                grants.access(proposed.hubspotAccessToken(), change.portalId().orElse(0L));
        var portal = probe.portal(access);
        if (portal.portalId() != connection.portalId()) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED,
                    HubSpotRefusals.field(access),
                    RefusalCode.OTHER_PORTAL,
                    String.valueOf(portal.portalId()),
                    String.valueOf(connection.portalId())));
        }
        return portal;
    }

    private void checkLogin(LineAccount change, Secrets proposed) {
        if (change.loginChannelId().isPresent() || change.loginChannelSecret().isPresent()) {
            ConnectionValidator.validateLogin(proposed.loginChannelId(), proposed.loginChannelSecret());
            if (proposed.loginChannelId().isPresent()) {
                probe.loginChannel(proposed);
            }
        }
    }

    /** Whether the access to the portal works, so that new LINE credentials alone make the connection active again. */
    private boolean isPortalAccessible(ConnectionWithSecrets known) {
        try {
            var ignored = probe.portal(grants.access(
                    known.secrets().hubspotAccessToken(), known.connection().portalId()));
            return true;
        } catch (ConnectionRefusedException e) {
            return false;
        }
    }

    /**
     * Saves what has changed on the platforms, if anything.
     *
     * @param bot the account's details; empty when unknown
     * @param portal the portal's details; empty when unknown
     */
    public void updateDetails(UUID id, Optional<BotInfo> bot, Optional<AccountDetails> portal) {
        var changed = transaction.execute(ignored -> repository
                .lock(id)
                .filter(stored -> saveDetails(stored, bot, portal))
                .isPresent());
        if (Boolean.TRUE.equals(changed)) {
            cache.reload();
        }
    }

    private boolean saveDetails(ConnectionWithSecrets stored, Optional<BotInfo> bot, Optional<AccountDetails> portal) {
        var old = stored.connection();
        var updated = withDetails(old, bot, portal.filter(details -> details.portalId() == old.portalId()));
        if (updated.equals(old)) {
            return false;
        }
        repository.update(new ConnectionWithSecrets(updated, stored.secrets()));
        return true;
    }

    private static Connection withDetails(Connection old, Optional<BotInfo> bot, Optional<AccountDetails> portal) {
        return new Connection(
                old.id(),
                old.name(),
                old.serial(),
                old.state(),
                old.botUserId(),
                bot.map(BotInfo::basicId).orElse(old.basicId()),
                bot.map(BotInfo::displayName).orElse(old.displayName()),
                old.portalId(),
                old.access(),
                portal.map(AccountDetails::timeZone)
                        .filter(ConnectionEditor::isKnown)
                        .orElse(old.timeZone()),
                // without time zone and currency there is nothing to decide it by
                portal.filter(details -> !details.companyCurrency().isEmpty() && isKnown(details.timeZone()))
                        .map(ConnectionSetup::isJapanese)
                        .orElse(old.japanese()),
                old.options(),
                old.login(),
                old.propertyNames(),
                old.problems(),
                old.createdAt(),
                old.pausedAt());
    }

    /** The client returns this offset for a zone that HubSpot leaves out or Java does not know; a portal's own zone is a region. */
    private static boolean isKnown(ZoneId zone) {
        return !zone.equals(ZoneOffset.UTC);
    }

    /**
     * Deletes a connection with its credentials, and the app's tokens if it was the last connection that used them.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public void delete(UUID id) {
        var known = cache.find(id).map(ConnectionWithSecrets::connection);
        if (!repository.delete(id)) {
            throw new UnknownConnectionException(id);
        }
        cache.reload();
        known.ifPresent(this::deleteUnusedGrant);
    }

    private void deleteUnusedGrant(Connection before) {
        if (before.access() == Access.OAUTH) {
            grants.deleteUnused(before.portalId());
        }
    }
}
