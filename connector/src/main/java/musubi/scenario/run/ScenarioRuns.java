package musubi.scenario.run;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.Connections;
import musubi.delivery.PauseReason;
import musubi.delivery.StepDeliveries;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PortalOwnership;
import musubi.scenario.Scenario;
import musubi.scenario.enrol.DueRepository;
import musubi.scenario.enrol.ResumeSteps;
import musubi.scenario.store.ScenarioRepository;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.system.work.LongWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes on whoever is due in scenarios of portals that this node owns. It looks each second, so that what failed, or what another node left, goes
 * on, and begins earlier where many are due at once. While a delivery of a scenario is paused, nobody of that scenario is taken on: the order of messages stays, and one pause does not become many.
 */
@Component
final class ScenarioRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Deliveries of a scenario: while LINE does not answer, no more are opened. */
    private static final int MAX_UNDER_WAY = 16;

    private static final Duration FAILED_REST = Duration.ofSeconds(10);
    private static final Duration LIMITED_REST = Duration.ofSeconds(10);
    private static final Duration REFUSED_REST = Duration.ofMinutes(1);

    private final DueRepository dueWork;
    private final ScenarioRepository scenarios;
    private final RunScenario run;
    private final ResumeSteps resume;
    private final StepDeliveries steps;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final Clock clock;
    private final LongWork work;
    private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();
    private volatile boolean started;

    ScenarioRuns(
            DueRepository dueWork,
            ScenarioRepository scenarios,
            RunScenario run,
            ResumeSteps resume,
            StepDeliveries steps,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.dueWork = dueWork;
        this.scenarios = scenarios;
        this.run = run;
        this.resume = resume;
        this.steps = steps;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        this.work = new LongWork("scenario", clock, REFUSED_REST);
        jobs.every(LOOK, "scenarios", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        var now = clock.instant();
        for (var id : dueWork.scenariosDue(now, now.plus(RunScenario.AHEAD), StepDeliveries.MAX_CALLS)) {
            if (!work.isRunning(id)) {
                scenarios.find(id).ifPresent(this::begin);
            }
        }
    }

    private void begin(Scenario scenario) {
        connections
                .find(scenario.connectionId())
                .filter(this::isOurs)
                .ifPresent(connection -> work.begin(scenario.id(), () -> run(scenario.id(), connection)));
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private boolean goesOn(UUID connectionId) {
        return started && connections.find(connectionId).filter(this::isOurs).isPresent();
    }

    private void run(UUID id, Connection connection) {
        try {
            run.run(id, connection, new RunScenario.Guard() {
                @Override
                public boolean goesOn() {
                    return ScenarioRuns.this.goesOn(connection.id()) && !isPaused(id);
                }

                @Override
                public boolean isFull() {
                    return dueWork.deliveries(id).size() >= MAX_UNDER_WAY;
                }

                @Override
                public void progressed() {
                    failures.remove(id);
                }
            });
            failures.remove(id);
        } catch (HubSpotException e) {
            work.rest(
                    id,
                    switch (e.kind()) {
                        case AUTH, QUOTA, REJECTED -> REFUSED_REST;
                        case LIMITED -> e.retryAfter().orElse(LIMITED_REST);
                        case RETRY -> e.retryAfter().orElseGet(() -> afterFailures(id));
                    });
        } catch (Throwable failure) { // nobody was moved
            work.rest(id, FAILED_REST);
            WorkerFailures.record("scenarios", failure);
        }
    }

    /** The longer, the more often in a row nothing could be done. */
    private Duration afterFailures(UUID id) {
        var before = failures.merge(id, 1, Integer::sum) - 1;
        return Duration.ofSeconds(Math.min(1L << Math.min(before, 10), FAILED_REST.toSeconds()));
    }

    /** Whether LINE, or a person, has to do something first. A delivery that was only silent for long is taken back, and decided on anew. */
    private boolean isPaused(UUID scenarioId) {
        var paused = steps.paused(dueWork.deliveries(scenarioId));
        paused.stream()
                .filter(delivery -> delivery.pause()
                        .filter(pause -> pause.reason() == PauseReason.MISSED)
                        .isPresent())
                .forEach(resume::resume);
        return paused.stream()
                .anyMatch(delivery -> delivery.pause()
                        .filter(pause -> pause.reason() != PauseReason.MISSED)
                        .isPresent());
    }

    /** Somebody may have entered another token. */
    @EventListener
    void changed(ConnectionChanged event) {
        scenarios.enabled(event.id()).forEach(scenario -> work.restNoLonger(scenario.id()));
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    /** What is under way has five seconds. What is not stored by then is decided once more after the next start. */
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
