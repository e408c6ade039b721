package musubi.result.list;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
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
import musubi.system.work.LongWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Makes and fills lists of portals that this node owns, each on a thread of its own. What fails goes on after a rest. */
@Component
final class ListRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration LONG_REST = Duration.ofSeconds(30);

    private final ListRepository repository;
    private final MakeList make;
    private final FillList fill;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LongWork work;
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
        this.work = new LongWork("list", clock, LONG_REST);
        jobs.every(LOOK, "result-lists", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        for (var list : repository.unfinished()) {
            if (fill.isDue(list)) {
                connections
                        .find(list.connectionId())
                        .filter(this::isOurs)
                        .ifPresent(connection -> work.begin(list.id(), () -> run(list, connection)));
            }
        }
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private boolean goesOn(UUID connectionId) {
        return started && connections.find(connectionId).filter(this::isOurs).isPresent();
    }

    private void run(StoredList list, Connection connection) {
        try {
            var access = connections.hubspot(connection.id()).with(CallPriority.DELIVERY);
            fill.fill(list, make.make(list, access), connection, access, () -> goesOn(connection.id()));
            work.restNoLonger(list.id());
        } catch (ListRefusedException refused) {
            // it was never made, and is deleted
        } catch (HubSpotException e) {
            work.rest(list.id(), e.kind() == Kind.RETRY || e.kind() == Kind.LIMITED ? REST : LONG_REST);
        } catch (Throwable failure) { // goes on behind the last part
            work.rest(list.id(), LONG_REST);
            WorkerFailures.record("result-lists", failure);
        }
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        work.stop();
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
