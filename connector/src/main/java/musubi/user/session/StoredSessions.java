package musubi.user.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import musubi.user.security.UserSettings;
import musubi.user.session.SessionAttributes.UnreadableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sessions as Spring Session wants them, one row each. A request reads it once; it writes only what it has changed, and the person's
 * activity at most once a minute. Requests of one session that change it at the same time, on any node, keep each other's changes.
 */
@Component
public class StoredSessions implements SessionRepository<StoredSession> {

    private static final Logger LOG = LoggerFactory.getLogger(StoredSessions.class);

    /** How exactly activity is recorded: a session may end by as much too early. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private static final int SHARE_OF_TIMEOUT = 10;
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration NO_TIMEOUT = Duration.ofDays(365);

    private final SessionTokens tokens;
    private final SessionAttributes attributes;
    private final SessionRowRepository repository;
    private final UserSettings.Session settings;
    private final Duration timeout;
    private final Duration precision;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StoredSessions(
            SessionTokens tokens,
            SessionAttributes attributes,
            SessionRowRepository repository,
            UserSettings settings,
            SessionTimeout timeout,
            TransactionTemplate transaction,
            Clock clock) {
        this.tokens = tokens;
        this.attributes = attributes;
        this.repository = repository;
        this.settings = settings.session();
        this.timeout = timeout.value().isPositive() ? timeout.value() : NO_TIMEOUT;
        var share = this.timeout.dividedBy(SHARE_OF_TIMEOUT);
        this.precision = share.compareTo(PRECISION) < 0 ? share : PRECISION;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Sessions without an activity since then have ended. */
    public Instant unusedSince() {
        return clock.instant().minus(timeout);
    }

    @Override
    public StoredSession createSession() {
        return new StoredSession(tokens::next, timeout, clock.instant());
    }

    /** One that cannot be read any more is deleted: its person signs in again. */
    @Override
    public @Nullable StoredSession findById(String token) {
        var hash = SessionTokens.hash(token);
        var row = repository.find(hash).orElse(null);
        if (row == null) {
            return null;
        }
        if (row.seenAt().isBefore(unusedSince())) {
            repository.delete(hash);
            return null;
        }
        return read(row, hash)
                .map(found -> new StoredSession(tokens::next, timeout, token, row, found))
                .orElse(null);
    }

    private Optional<Map<String, Object>> read(SessionRow row, byte[] hash) {
        try {
            return Optional.of(attributes.open(row.attributes(), hash));
        } catch (UnreadableException e) {
            LOG.warn("A session cannot be read and is ended: {}", e.getMessage());
            repository.delete(hash);
            return Optional.empty();
        }
    }

    @Override
    public void save(StoredSession session) {
        var owner = session.owner();
        if (owner.isEmpty()) {
            return;
        }
        if (session.isMoved()) {
            insert(session, owner.get());
        } else if (session.isChanged()) {
            update(session);
        } else if (session.unrecorded().compareTo(precision) >= 0) {
            recordActivity(session);
        }
    }

    private void insert(StoredSession session, SessionOwner owner) {
        var hash = SessionTokens.hash(session.getId());
        var row = new SessionRow(owner, session.seenAt(), 0, attributes.close(session.attributes(), hash));
        transaction.executeWithoutResult(_ -> {
            session.storedToken().map(SessionTokens::hash).ifPresent(repository::delete);
            repository.insert(hash, row);
            repository.keepNewest(owner.personId(), settings.perPerson());
            repository.keepNewest(settings.inAll());
        });
        session.stored(0);
    }

    private void update(StoredSession session) {
        var hash = SessionTokens.hash(session.getId());
        for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var sealed = attributes.close(session.attributes(), hash);
            if (repository.update(hash, session.version(), session.seenAt(), sealed)) {
                session.stored(session.version() + 1);
                return;
            }
            var now = repository.find(hash);
            var others = now.flatMap(row -> read(row, hash));
            if (now.isEmpty() || others.isEmpty()) {
                // it was ended meanwhile, and stays so
                return;
            }
            session.rebase(now.get().version(), others.get());
        }
        throw new OptimisticLockingFailureException("a session is changed too often at the same time");
    }

    /** The page is there already: it must not fail because that cannot be written. */
    private void recordActivity(StoredSession session) {
        try {
            repository.seen(SessionTokens.hash(session.getId()), session.seenAt());
            session.seenStored();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Activity in a session cannot be recorded now ({})",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void deleteById(String token) {
        repository.delete(SessionTokens.hash(token));
    }

    /** Deletes sessions that have ended by themselves. */
    void deleteEnded() {
        repository.deleteUnused(unusedSince(), clock.instant().minus(settings.life()));
    }
}
