package musubi.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import musubi.connection.Connection.State;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.OAuthException;
import musubi.hubspot.OAuthTokens;
import musubi.hubspot.PortalAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One grant per portal, for all its connections (docs/adr/0011). A new access token is fetched some minutes before the
 * old one ends, by one caller alone: within this process by a lock, among all nodes by the row's. Meanwhile the others
 * go on with the old one. What HubSpot returns is stored before it is used.
 */
final class Grants {

    private static final Logger LOG = LoggerFactory.getLogger(Grants.class);
    /** After an attempt that came to nothing; an access token that has ended makes it more urgent. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final Duration SHORT_REST = Duration.ofSeconds(3);
    // each holds a database connection and the grant's row while HubSpot works, on purpose: two nodes must not use one
    // refresh token; HubSpotOAuth ends each call after ten seconds, whatever HubSpot does
    private static final int AT_ONCE = 4;

    /** For a place or another caller's attempt: a little longer than one may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final GrantRows rows;
    private final ConnectionRows connections;
    private final HubSpotOAuth oauth;
    private final TransactionTemplate newTransaction;
    private final Runnable connectionsChanged;
    private final InstantSource clock;
    private final Map<Long, Grant> known = new ConcurrentHashMap<>();
    private final Map<Long, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Long, Instant> restUntil = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    /** HubSpot does not know our client id, or not with this secret. */
    private volatile boolean appRefused;

    /**
     * @param newTransaction never part of the caller's: a refresh token is kept whatever becomes of the caller's work
     * @param connectionsChanged to be called when their states have changed in the database
     */
    Grants(
            GrantRows rows,
            ConnectionRows connections,
            HubSpotOAuth oauth,
            TransactionTemplate newTransaction,
            Runnable connectionsChanged,
            InstantSource clock) {
        this.rows = rows;
        this.connections = connections;
        this.oauth = oauth;
        this.newTransaction = newTransaction;
        this.connectionsChanged = connectionsChanged;
        this.clock = clock;
    }

    /** How to call HubSpot for a portal; whether that is possible shows when it is done. */
    PortalAccess access(long portalId) {
        var installedAt = Instant.EPOCH;
        try {
            installedAt = find(portalId).map(Grant::installedAt).orElse(installedAt);
        } catch (DataAccessException e) {
            // the database is away; the first call will tell
        }
        return new PortalAccess(portalId, new GrantToken(this, portalId, installedAt));
    }

    /** Whether there is a grant that HubSpot has not called dead. */
    boolean isValid(long portalId) {
        return find(portalId).filter(Grant::valid).isPresent();
    }

    /** Lets nobody delete it until the caller's transaction ends; false when there is none to go by. */
    boolean hold(long portalId) {
        return rows.hold(portalId);
    }

    /** From memory, and from the database where that knows more: another node may have been the one of the install. */
    private Optional<Grant> find(long portalId) {
        var found = known.get(portalId);
        if (found != null && found.valid()) {
            return Optional.of(found);
        }
        var read = rows.find(portalId);
        read.ifPresent(grant -> known.put(portalId, grant));
        return read;
    }

    /** @throws HubSpotException when there is no access, or not now */
    String current(long portalId) {
        var grant = valid(portalId);
        var now = clock.instant();
        if (now.isBefore(grant.refreshAt())) {
            return grant.accessToken();
        }
        return now.isBefore(grant.expiresAt()) ? early(grant) : insteadOf(portalId, grant.accessToken());
    }

    private Grant valid(long portalId) {
        try {
            return find(portalId).filter(Grant::valid).orElseThrow(() -> ended(portalId));
        } catch (DataAccessException e) {
            throw later();
        }
    }

    /** The old token still lives: whatever goes wrong, it is good for some minutes. */
    private String early(Grant grant) {
        var portalId = grant.portalId();
        var lock = lock(portalId);
        if (isResting(portalId) || !lock.tryLock()) {
            return grant.accessToken();
        }
        var renewed = grant;
        try {
            renewed = renewed(portalId, grant.accessToken(), REST);
        } catch (HubSpotException e) {
            LOG.warn("portal {}: no new access token, going on with the old one: {}", portalId, e.getMessage());
        } finally {
            lock.unlock();
        }
        return token(renewed);
    }

    /**
     * Another access token than the one that HubSpot refuses.
     *
     * @throws HubSpotException when there is none, or not now
     */
    String insteadOf(long portalId, String refused) {
        var lock = lock(portalId);
        Grant renewed;
        if (!TimedWait.within(PATIENCE, lock::tryLock)) {
            throw later();
        }
        try {
            renewed = renewed(portalId, refused, SHORT_REST);
        } finally {
            lock.unlock();
        }
        return token(renewed);
    }

    private String token(Grant renewed) {
        if (!renewed.valid()) {
            connectionsChanged.run();
            throw ended(renewed.portalId());
        }
        return renewed.accessToken();
    }

    /** To be called under the portal's lock. */
    private Grant renewed(long portalId, String old, Duration rest) {
        var found = known.get(portalId);
        if (found != null && found.valid() && !found.accessToken().equals(old)) {
            // while we waited for the lock
            return found;
        }
        if (isResting(portalId)) {
            throw later();
        }
        if (!TimedWait.within(PATIENCE, places::tryAcquire)) {
            throw later();
        }
        try {
            var renewed = newTransaction.execute(ignored -> renewedInRow(portalId, old));
            known.put(portalId, renewed);
            restUntil.remove(portalId);
            return renewed;
        } catch (HubSpotException e) {
            restUntil.put(portalId, clock.instant().plus(rest));
            throw e;
        } catch (DataAccessException | TransactionException e) {
            restUntil.put(portalId, clock.instant().plus(rest));
            throw later();
        } finally {
            places.release();
        }
    }

    private Grant renewedInRow(long portalId, String old) {
        var stored = rows.locked(portalId).orElseThrow(() -> ended(portalId));
        if (!stored.valid() || !stored.accessToken().equals(old)) {
            // another node was there before us
            return stored;
        }
        try {
            var asked = clock.instant();
            var renewed = Grant.of(oauth.refresh(stored.refreshToken()), asked, stored.installedAt());
            if (renewed.portalId() != portalId) {
                throw later();
            }
            rows.put(renewed);
            appRefused = false;
            return renewed;
        } catch (OAuthException e) {
            appRefused = e.kind() == OAuthException.Kind.APP_REFUSED;
            return switch (e.kind()) {
                case GRANT_REFUSED -> revoked(stored);
                case APP_REFUSED ->
                    throw HubSpotException.noAccess(
                            "HubSpot refuses musubi.hubspot.client-id or musubi.hubspot.client-secret");
                case UNAVAILABLE -> throw HubSpotException.noAccessNow(e);
            };
        }
    }

    private Grant revoked(Grant stored) {
        var portalId = stored.portalId();
        LOG.warn("portal {}: HubSpot has ended the app's access; it has to be installed again", portalId);
        var revoked = stored.revoked();
        rows.put(revoked);
        for (var id : rows.connections(portalId)) {
            connections.setState(id, State.UNAUTHORIZED);
            connections.keepProblem(id, notInstalled(portalId), true, clock.instant());
        }
        return revoked;
    }

    /** A person has installed the app, for the first time or again: what waited for that goes on. */
    void install(OAuthTokens tokens, Instant askedAt) {
        var grant = Grant.of(tokens, askedAt, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        newTransaction.executeWithoutResult(ignored -> {
            rows.put(grant);
            for (var id : rows.connections(grant.portalId())) {
                connections.setState(id, State.ACTIVE);
                connections.dropBlockingProblems(id);
            }
        });
        LOG.info("portal {}: the app is installed", grant.portalId());
        appRefused = false;
        known.put(grant.portalId(), grant);
        restUntil.remove(grant.portalId());
        connectionsChanged.run();
    }

    /** Forgets the grant when no connection goes by it any more, and gives its refresh token back to HubSpot. */
    void dropUnused(long portalId) {
        var dropped = newTransaction.execute(ignored -> {
            var grant = rows.locked(portalId);
            if (grant.isEmpty() || !rows.connections(portalId).isEmpty()) {
                return Optional.<Grant>empty();
            }
            rows.delete(portalId);
            return grant;
        });
        dropped.ifPresent(grant -> {
            known.remove(portalId);
            giveBack(grant.refreshToken());
        });
    }

    /** As well as it goes: who uninstalls the app in HubSpot is on the safe side. */
    void giveBack(String refreshToken) {
        try {
            oauth.revoke(refreshToken);
        } catch (OAuthException e) {
            LOG.info("A refresh token that is not needed any more may live on at HubSpot: {}", e.getMessage());
        }
    }

    /** What a refusal means where an app is installed and no token entered. */
    Problem ofAnApp(long portalId, Problem problem) {
        if (!isValid(portalId)) {
            return notInstalled(portalId);
        }
        return appRefused ? new Problem(ProblemCode.APP_SECRET_REFUSED) : problem;
    }

    private static Problem notInstalled(long portalId) {
        return new Problem(ProblemCode.APP_NOT_INSTALLED, String.valueOf(portalId));
    }

    private static HubSpotException ended(long portalId) {
        return HubSpotException.noAccess("the app is not installed in portal %d, or not any more".formatted(portalId));
    }

    private static HubSpotException later() {
        return HubSpotException.noAccessNow("there is no new access token from HubSpot yet");
    }

    private boolean isResting(long portalId) {
        return clock.instant().isBefore(restUntil.getOrDefault(portalId, Instant.MIN));
    }

    private ReentrantLock lock(long portalId) {
        return locks.computeIfAbsent(portalId, ignored -> new ReentrantLock());
    }
}
