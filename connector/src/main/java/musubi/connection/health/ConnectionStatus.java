package musubi.connection.health;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import musubi.connection.Connection.State;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionStatusRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes the state, the pause and the problems of connections, in the database and then in memory. */
@Component
public final class ConnectionStatus {

    private final ConnectionStatusRepository repository;
    private final ConnectionCache cache;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ConnectionStatus(
            ConnectionStatusRepository repository,
            ConnectionCache cache,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.cache = cache;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A platform refuses the credentials: the connection becomes {@link State#UNAUTHORIZED} and gets the problem. */
    public void refused(UUID id, Problem problem) {
        inTransaction(() -> {
            var changed = repository.setState(id, State.UNAUTHORIZED);
            return repository.putProblem(id, problem, true, clock.instant()) || changed;
        });
    }

    /** The platforms accept the credentials: the connection becomes {@link State#ACTIVE} and loses the problems of refusals. */
    public void accepted(UUID id) {
        var inactive = cache.find(id)
                .filter(found -> found.connection().state() != State.ACTIVE)
                .isPresent();
        if (inactive) {
            inTransaction(() -> {
                var changed = repository.setState(id, State.ACTIVE);
                return repository.deleteBlockingProblems(id) || changed;
            });
        }
    }

    /** Adds a problem, or updates the one with the same code. */
    public void report(UUID id, Problem problem) {
        if (repository.putProblem(id, problem, false, clock.instant())) {
            cache.reload();
        }
    }

    /** Removes the problem with that code. Uses the database only when there is one in memory. */
    public void resolve(UUID id, ProblemCode code) {
        var present =
                cache.find(id).filter(found -> found.connection().has(code)).isPresent();
        if (present && repository.deleteProblem(id, code)) {
            cache.reload();
        }
    }

    /** Reports or resolves several problems, by code; a code whose problem is empty is resolved. */
    public void update(UUID id, Map<ProblemCode, Optional<Problem>> problems) {
        problems.forEach(
                (code, problem) -> problem.ifPresentOrElse(present -> report(id, present), () -> resolve(id, code)));
    }

    /** Pauses a connection; false when it was paused already. */
    public boolean pause(UUID id) {
        var changed = repository.pause(id, clock.instant());
        cache.reload();
        return changed;
    }

    /** Resumes a connection; false when it was not paused. */
    public boolean resume(UUID id) {
        var changed = repository.resume(id);
        cache.reload();
        return changed;
    }

    /** @param change returns whether it has changed something */
    private void inTransaction(BooleanSupplier change) {
        if (Boolean.TRUE.equals(transaction.execute(ignored -> change.getAsBoolean()))) {
            cache.reload();
        }
    }
}
