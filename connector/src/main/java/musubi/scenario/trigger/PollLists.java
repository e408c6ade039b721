package musubi.scenario.trigger;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PortalOwnership;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioSettings;
import musubi.scenario.definition.Trigger;
import musubi.scenario.store.ScenarioRepository;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.system.work.LongWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks each minute who joined the lists of scenarios that are switched on, of portals that this node owns. */
@Component
final class PollLists implements SmartLifecycle {

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final ListPlaceRepository places;
    private final ScenarioRepository scenarios;
    private final PollList poll;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LongWork work;
    private volatile boolean started;

    PollLists(
            ListPlaceRepository places,
            ScenarioRepository scenarios,
            PollList poll,
            Connections connections,
            PortalOwnership ownership,
            ScenarioSettings settings,
            Clock clock,
            LocalJobs jobs) {
        this.places = places;
        this.scenarios = scenarios;
        this.poll = poll;
        this.connections = connections;
        this.ownership = ownership;
        this.work = new LongWork("scenario-list", clock, LONGEST_REST);
        jobs.every(settings.listInterval(), "scenario-lists", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        for (var id : places.connections()) {
            connections
                    .find(id)
                    .filter(this::isOurs)
                    .ifPresent(connection -> scenarios.enabled(id).forEach(scenario -> begin(connection, scenario)));
        }
    }

    private void begin(Connection connection, Scenario scenario) {
        if (scenario.definition().trigger() instanceof Trigger.JoinedList trigger) {
            work.begin(scenario.id(), () -> run(connection, scenario, trigger));
        }
    }

    private void run(Connection connection, Scenario scenario, Trigger.JoinedList trigger) {
        try {
            poll.poll(connection, scenario, trigger, () -> goesOn(connection.id()));
        } catch (HubSpotException e) {
            e.retryAfter().ifPresent(wait -> work.rest(scenario.id(), wait));
        } catch (Throwable failure) { // what was not stored is looked at again
            WorkerFailures.record("scenario-lists", failure);
        }
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private boolean goesOn(UUID connectionId) {
        return started && connections.find(connectionId).filter(this::isOurs).isPresent();
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    /** What is under way has five seconds. */
    @Override
    public void stop() {
        started = false;
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after the web server, as the sync does. */
    @Override
    public int getPhase() {
        return 0;
    }
}
