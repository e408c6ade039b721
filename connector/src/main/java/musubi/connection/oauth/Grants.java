package musubi.connection.oauth;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import musubi.connection.Connection.State;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.RefusalCode;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionStatusRepository;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.OAuthException;
import musubi.hubspot.OAuthTokens;
import musubi.hubspot.PortalAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The installations of our app: one grant per portal, used by all connections of the portal that have no token (docs/adr/0011). */
@Component
public final class Grants {

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

    private final GrantCache cache;
    private final GrantRepository repository;
    private final TokenRefresh refresh;
    private final ConnectionStatusRepository statuses;
    private final ConnectionCache connections;
    private final HubSpotOAuth oauth;
    private final NewTransaction newTransaction;
    private final Clock clock;

    Grants(
            GrantCache cache,
            GrantRepository repository,
            TokenRefresh refresh,
            ConnectionStatusRepository statuses,
            ConnectionCache connections,
            HubSpotOAuth oauth,
            NewTransaction newTransaction,
            Clock clock) {
        this.cache = cache;
        this.repository = repository;
        this.refresh = refresh;
        this.statuses = statuses;
        this.connections = connections;
        this.oauth = oauth;
        this.newTransaction = newTransaction;
        this.clock = clock;
    }

    /** How to call HubSpot for a portal. Never fails: whether there is access shows with the first call. */
    PortalAccess access(long portalId) {
        var installedAt = Instant.EPOCH;
        try {
            installedAt = cache.find(portalId).map(Grant::installedAt).orElse(installedAt);
        } catch (DataAccessException e) {
            // the database is away: the first call will fail
        }
        return new PortalAccess(portalId, new GrantToken(refresh, portalId, installedAt));
    }

    /** How to call HubSpot for a portal: by the token if there is one, else by the app. */
    public PortalAccess access(Optional<String> accessToken, long portalId) {
        return accessToken.map(token -> new PortalAccess(portalId, token)).orElseGet(() -> access(portalId));
    }

    /** Whether the app is installed in the portal, and HubSpot has not ended its access. */
    boolean isValid(long portalId) {
        return cache.find(portalId).filter(Grant::valid).isPresent();
    }

    /**
     * Prevents others from deleting the portal's grant until the caller's transaction ends, in which a connection that uses it is saved.
     *
     * @throws ConnectionRefusedException when there is no valid grant
     */
    public void lockForUse(long portalId) {
        if (!repository.lockAgainstDeletion(portalId)) {
            throw new ConnectionRefusedException(new Refusal(
                    Reason.REFUSED, "hubspot.portalId", RefusalCode.APP_NOT_INSTALLED, String.valueOf(portalId)));
        }
    }

    /**
     * Stores the tokens of an installation, and makes the portal's connections active.
     *
     * @param requestedAt when the tokens were requested
     */
    void install(OAuthTokens tokens, Instant requestedAt) {
        var grant = Grant.of(tokens, requestedAt, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        newTransaction.run(() -> {
            repository.put(grant);
            for (var id : repository.connections(grant.portalId())) {
                statuses.setState(id, State.ACTIVE);
                statuses.deleteBlockingProblems(id);
            }
        });
        LOG.info("portal {}: the app is installed", grant.portalId());
        refresh.installed(grant);
        connections.reload();
    }

    /** Deletes the grant when no connection uses it any more, and revokes its refresh token at HubSpot. */
    public void deleteUnused(long portalId) {
        var deleted = newTransaction.call(() -> {
            var grant = repository.lock(portalId);
            if (grant.isEmpty() || !repository.connections(portalId).isEmpty()) {
                return Optional.<Grant>empty();
            }
            repository.delete(portalId);
            return grant;
        });
        deleted.ifPresent(grant -> {
            cache.remove(portalId);
            revoke(grant.refreshToken());
        });
    }

    /** Best effort: to be certain, a person uninstalls the app in HubSpot. */
    void revoke(String refreshToken) {
        try {
            oauth.revoke(refreshToken);
        } catch (OAuthException e) {
            LOG.info("A refresh token that is not used any more may still be valid at HubSpot: {}", e.getMessage());
        }
    }

    /** The problem to report when HubSpot refuses a connection that uses the app: a more precise one than the given, if known. */
    public Problem explain(long portalId, Problem problem) {
        if (!isValid(portalId)) {
            return TokenRefresh.notInstalledProblem(portalId);
        }
        return refresh.isAppRefused() ? new Problem(ProblemCode.APP_SECRET_REFUSED) : problem;
    }
}
