package musubi.scenario.trigger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.ProblemCode;
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

/** Looks each minute who joined the lists of scenarios that are switched on, and whose date has come, of portals that this node owns. */
@Component
final class PollTriggers implements SmartLifecycle {

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    /** A day of dates whose people could not all be read is searched for once more: that costs many searches. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private final ListPlaceRepository places;
    private final ScenarioRepository scenarios;
    private final PollList list;
    private final PollDate date;
    private final MissingTriggers missing;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LongWork work;
    private volatile boolean started;

    PollTriggers(
            ListPlaceRepository places,
            ScenarioRepository scenarios,
            PollList list,
            PollDate date,
            MissingTriggers missing,
            Connections connections,
            PortalOwnership ownership,
            ScenarioSettings settings,
            Clock clock,
            LocalJobs jobs) {
        this.places = places;
        this.scenarios = scenarios;
        this.list = list;
        this.date = date;
        this.missing = missing;
        this.connections = connections;
        this.ownership = ownership;
        this.work = new LongWork("scenario-trigger", clock, LONGEST_REST);
        jobs.every(settings.listInterval(), "scenario-triggers", this::look);
    }

    synchronized void look() {
        if (!started) {
            return;
        }
        var looked = new HashSet<>(places.connections());
        // also where nothing asks HubSpot any more, and a problem is left
        connections.all().stream()
                .filter(connection -> connection.has(ProblemCode.SCENARIO_TRIGGER_GONE))
                .forEach(connection -> looked.add(connection.id()));
        for (var id : looked) {
            connections.find(id).filter(this::isOurs).ifPresent(this::begin);
        }
    }

    private void begin(Connection connection) {
        var asking = new ArrayList<Scenario>();
        for (var scenario : scenarios.enabled(connection.id())) {
            BooleanSupplier goesOn = () -> goesOn(connection.id());
            Optional<Supplier<Polled>> poll = switch (scenario.definition().trigger()) {
                case Trigger.JoinedList trigger -> Optional.of(() -> list.poll(connection, scenario, trigger, goesOn));
                case Trigger.DateProperty trigger ->
                    Optional.of(() -> date.poll(connection, scenario, trigger, goesOn));
                // friends come in by what they do
                case Trigger.Follow _, Trigger.Unblock _, Trigger.Link _, Trigger.Manual _ -> Optional.empty();
            };
            poll.ifPresent(asks -> {
                asking.add(scenario);
                work.begin(scenario.id(), () -> run(scenario, asks));
            });
        }
        missing.tell(connection, asking);
    }

    private void run(Scenario scenario, Supplier<Polled> poll) {
        try {
            var polled = poll.get();
            missing.polled(scenario.id(), polled);
            if (polled == Polled.INCOMPLETE) {
                work.rest(scenario.id(), AGAIN);
            }
        } catch (HubSpotException e) {
            e.retryAfter().ifPresent(wait -> work.rest(scenario.id(), wait));
        } catch (Throwable failure) { // what was not stored is looked at again
            WorkerFailures.record("scenario-triggers", failure);
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
