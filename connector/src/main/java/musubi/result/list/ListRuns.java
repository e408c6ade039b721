package musubi.result.list;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.inbox.PortalOwnership;
import musubi.result.ListRefusedException;
import musubi.result.store.ListRepository;
import musubi.result.store.ListRepository.StoredList;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes and fills lists of portals that this node owns, each on a thread of its own. What fails goes on after a rest. */
@Component
final class ListRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration LONG_REST = Duration.ofSeconds(30);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ListRepository repository;
    private final MakeList make;
    private final FillList fill;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final Clock clock;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> resting = new ConcurrentHashMap<>();
    private volatile boolean started;

    ListRuns(
            ListRepository repository,
            MakeList make,
            FillList fill,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.make = make;
        this.fill = fill;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        jobs.every(LOOK, "result-lists", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        running.values().removeIf(thread -> !thread.isAlive());
        var now = clock.instant();
        for (var list : repository.unfinished()) {
            if (!running.containsKey(list.id()) && !isResting(list.id(), now) && fill.isDue(list)) {
                connections
                        .find(list.connectionId())
                        .filter(this::isOurs)
                        .ifPresent(connection -> begin(list, connection));
            }
        }
    }

    /** A clock that was put back must not make it rest for longer than anything does. */
    private boolean isResting(UUID id, Instant now) {
        var until = resting.getOrDefault(id, now);
        return now.isBefore(until) && !until.isAfter(now.plus(LONG_REST));
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private void begin(StoredList list, Connection connection) {
        var thread = Thread.ofVirtual().name("list-" + list.id()).unstarted(() -> run(list, connection));
        running.put(list.id(), thread);
        thread.start();
    }

    private boolean goesOn(UUID connectionId) {
        return started && connections.find(connectionId).filter(this::isOurs).isPresent();
    }

    private void run(StoredList list, Connection connection) {
        try {
            var access = connections.hubspot(connection.id()).with(CallPriority.DELIVERY);
            fill.fill(list, make.make(list, access), connection, access, () -> goesOn(connection.id()));
            resting.remove(list.id());
        } catch (ListRefusedException refused) {
            // it was never made, and is deleted
        } catch (HubSpotException e) {
            rest(list, e.kind() == Kind.RETRY || e.kind() == Kind.LIMITED ? REST : LONG_REST);
        } catch (Throwable failure) { // goes on behind the last part
            rest(list, LONG_REST);
            WorkerFailures.record("result-lists", failure);
        }
    }

    private void rest(StoredList list, Duration duration) {
        resting.put(list.id(), clock.instant().plus(duration));
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (var thread : running.values()) {
            try {
                var ignored = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
