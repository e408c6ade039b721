package musubi.connection.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import musubi.connection.Connection.State;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionStatusRepository;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.OAuthException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Access tokens of installed apps (docs/adr/0011). A new one is requested some minutes before the old one expires, by one caller
 * at a time: within this process by a lock per portal, among nodes by the lock of the grant's row. Meanwhile the other callers use
 * the old token. What HubSpot returns is stored before it is used.
 */
@Component
final class TokenRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRefresh.class);
    /** The pause after a failed attempt while the old access token is still valid. */
    private static final Duration BACKOFF = Duration.ofSeconds(30);
    /** The same after the old access token has expired. */
    private static final Duration SHORT_BACKOFF = Duration.ofSeconds(3);
    /**
     * Each refresh holds a database connection and the lock of the grant's row during the call of HubSpot, on purpose: two nodes
     * must not use the same refresh token. HubSpotOAuth ends each call after ten seconds.
     */
    private static final int MAX_CONCURRENT_REFRESHES = 4;

    /** For a permit or for another caller's attempt: a little longer than one attempt may take. */
    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(15);

    private final GrantCache cache;
    private final GrantRepository repository;
    private final ConnectionStatusRepository statuses;
    private final ConnectionCache connections;
    private final HubSpotOAuth oauth;
    private final NewTransaction newTransaction;
    private final Clock clock;
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Long, Instant> nextAttempt = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT_REFRESHES);
    /** HubSpot does not know our client id, or not with this secret. */
    private volatile boolean appRefused;

    TokenRefresh(
            GrantCache cache,
            GrantRepository repository,
            ConnectionStatusRepository statuses,
            ConnectionCache connections,
            HubSpotOAuth oauth,
            NewTransaction newTransaction,
            Clock clock) {
        this.cache = cache;
        this.repository = repository;
        this.statuses = statuses;
        this.connections = connections;
        this.oauth = oauth;
        this.newTransaction = newTransaction;
        this.clock = clock;
    }

    /** @throws HubSpotException when there is no access, or not now */
    String current(long portalId) {
        var grant = valid(portalId);
        var now = clock.instant();
        if (now.isBefore(grant.refreshAt())) {
            return grant.accessToken();
        }
        return now.isBefore(grant.expiresAt()) ? refreshEarly(grant) : insteadOf(portalId, grant.accessToken());
    }

    private Grant valid(long portalId) {
        try {
            return cache.find(portalId).filter(Grant::valid).orElseThrow(() -> notInstalled(portalId));
        } catch (DataAccessException e) {
            throw tryLater();
        }
    }

    /** Returns the old token, which is still valid, if a new one cannot be had at once. */
    private String refreshEarly(Grant grant) {
        var portalId = grant.portalId();
        var lock = lock(portalId);
        if (isBackingOff(portalId) || !lock.tryLock()) {
            return grant.accessToken();
        }
        var refreshed = grant;
        try {
            refreshed = refresh(portalId, grant.accessToken(), BACKOFF);
        } catch (HubSpotException e) {
            LOG.warn("portal {}: no new access token, continuing with the old one: {}", portalId, e.getMessage());
        } finally {
            lock.unlock();
        }
        return token(refreshed);
    }

    /**
     * A different access token than the one that HubSpot refuses.
     *
     * @throws HubSpotException when there is no access, or not now
     */
    String insteadOf(long portalId, String refused) {
        var lock = lock(portalId);
        Grant refreshed;
        if (!TimedWait.within(WAIT_TIMEOUT, lock::tryLock)) {
            throw tryLater();
        }
        try {
            refreshed = refresh(portalId, refused, SHORT_BACKOFF);
        } finally {
            lock.unlock();
        }
        return token(refreshed);
    }

    private String token(Grant refreshed) {
        if (!refreshed.valid()) {
            connections.reload();
            throw notInstalled(refreshed.portalId());
        }
        return refreshed.accessToken();
    }

    /** Call it under the portal's lock. */
    private Grant refresh(long portalId, String oldToken, Duration backoff) {
        var other = cache.findValidInMemory(portalId)
                .filter(grant -> !grant.accessToken().equals(oldToken));
        if (other.isPresent()) {
            // refreshed while this caller waited for the lock
            return other.get();
        }
        if (isBackingOff(portalId)) {
            throw tryLater();
        }
        if (!TimedWait.within(WAIT_TIMEOUT, permits::tryAcquire)) {
            throw tryLater();
        }
        try {
            var refreshed = newTransaction.call(() -> refreshInDatabase(portalId, oldToken));
            cache.put(refreshed);
            nextAttempt.remove(portalId);
            return refreshed;
        } catch (HubSpotException e) {
            nextAttempt.put(portalId, clock.instant().plus(backoff));
            throw e;
        } catch (DataAccessException | TransactionException e) {
            nextAttempt.put(portalId, clock.instant().plus(backoff));
            throw tryLater();
        } finally {
            permits.release();
        }
    }

    private Grant refreshInDatabase(long portalId, String oldToken) {
        var stored = repository.lock(portalId).orElseThrow(() -> notInstalled(portalId));
        if (!stored.valid() || !stored.accessToken().equals(oldToken)) {
            // another node has refreshed it
            return stored;
        }
        try {
            var requestedAt = clock.instant();
            var refreshed = Grant.of(oauth.refresh(stored.refreshToken()), requestedAt, stored.installedAt());
            if (refreshed.portalId() != portalId) {
                throw tryLater();
            }
            repository.put(refreshed);
            appRefused = false;
            return refreshed;
        } catch (OAuthException e) {
            appRefused = e.kind() == OAuthException.Kind.APP_REFUSED;
            return switch (e.kind()) {
                case GRANT_REFUSED -> revoke(stored);
                case APP_REFUSED ->
                    throw HubSpotException.noAccess(
                            "HubSpot refuses musubi.hubspot.client-id or musubi.hubspot.client-secret");
                case UNAVAILABLE -> throw HubSpotException.noAccessNow(e);
            };
        }
    }

    private Grant revoke(Grant stored) {
        var portalId = stored.portalId();
        LOG.warn("portal {}: HubSpot has ended the app's access; it has to be installed again", portalId);
        var revoked = stored.revoked();
        repository.put(revoked);
        for (var id : repository.connections(portalId)) {
            statuses.setState(id, State.UNAUTHORIZED);
            statuses.putProblem(id, notInstalledProblem(portalId), true, clock.instant());
        }
        return revoked;
    }

    /** The app has been installed: the grant is used from now on, without waiting for a backoff to end. */
    void installed(Grant grant) {
        appRefused = false;
        cache.put(grant);
        nextAttempt.remove(grant.portalId());
    }

    /** Whether HubSpot refused our client id or secret at the last attempt. */
    boolean isAppRefused() {
        return appRefused;
    }

    static Problem notInstalledProblem(long portalId) {
        return new Problem(ProblemCode.APP_NOT_INSTALLED, String.valueOf(portalId));
    }

    private static HubSpotException notInstalled(long portalId) {
        return HubSpotException.noAccess("the app is not installed in portal %d, or not any more".formatted(portalId));
    }

    private static HubSpotException tryLater() {
        return HubSpotException.noAccessNow("there is no new access token from HubSpot yet");
    }

    private boolean isBackingOff(long portalId) {
        return clock.instant().isBefore(nextAttempt.getOrDefault(portalId, Instant.MIN));
    }

    private ReentrantLock lock(long portalId) {
        return locks.computeIfAbsent(portalId, ignored -> new ReentrantLock());
    }
}
