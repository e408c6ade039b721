package musubi.scenario;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.UnknownConnectionException;
import musubi.delivery.StepDeliveries;
import musubi.scenario.ScenarioConflictException.Reason;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionProblem;
import musubi.scenario.enrol.DoubtRepository;
import musubi.scenario.enrol.TestEnrolments;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.store.ScenarioRepository;
import musubi.tracking.counts.Clicks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The scenarios of connections. A connection that is deleted takes its scenarios along. */
@Component
public final class Scenarios {

    /** Most of one connection. */
    public static final int MAX_COUNT = 200;

    private final ScenarioRepository scenarios;
    private final ScenarioCountRepository counts;
    private final Clicks clicks;
    private final CheckScenario check;
    private final ReplaceScenario replace;
    private final MissingMessages missing;
    private final TestEnrolments tests;
    private final DoubtRepository doubts;
    private final StepDeliveries deliveries;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Scenarios(
            ScenarioRepository scenarios,
            ScenarioCountRepository counts,
            Clicks clicks,
            CheckScenario check,
            ReplaceScenario replace,
            MissingMessages missing,
            TestEnrolments tests,
            DoubtRepository doubts,
            StepDeliveries deliveries,
            TransactionTemplate transaction,
            Clock clock) {
        this.scenarios = scenarios;
        this.counts = counts;
        this.clicks = clicks;
        this.check = check;
        this.replace = replace;
        this.missing = missing;
        this.tests = tests;
        this.doubts = doubts;
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A scenario that was kept.
     *
     * @param warnings what may surprise
     */
    public record Saved(Scenario scenario, List<DefinitionProblem> warnings) {}

    /** One of them. */
    public Optional<Scenario> find(UUID id) {
        return scenarios.find(id);
    }

    /**
     * A connection's, the oldest first.
     *
     * @param after the last one of the page before; one that is gone begins again
     */
    public List<Scenario> list(UUID connectionId, Optional<UUID> after, int limit) {
        return scenarios.list(connectionId, after.flatMap(scenarios::find), limit);
    }

    /** What people of a version go through, with the newest texts of its messages; empty where there is no such version. */
    public Optional<Definition> version(UUID id, int version) {
        return scenarios.version(id, version);
    }

    /** How many people are where, by scenario; nobody in one that is gone. */
    public Map<UUID, ScenarioCounts> counts(Collection<UUID> ids) {
        var found = new HashMap<>(counts.of(ids));
        clicks.ofSteps(ids).forEach((id, ofSteps) -> found.computeIfPresent(id, (_, one) -> one.withClicks(ofSteps)));
        return found;
    }

    /**
     * Keeps a new one, once it was checked: some calls of HubSpot and one of LINE for each message.
     *
     * @param body {@code {name, enabled?, trigger, reentry?, steps, exits?}}
     * @throws ScenarioRefusedException when something is wrong with it
     * @throws ScenarioConflictException when there are {@value #MAX_COUNT} already
     * @throws UnknownConnectionException when there is no such connection
     */
    public Saved create(UUID connectionId, JsonNode body) {
        var read = ScenarioBody.read(body);
        var problems = check.problems(connectionId, read.definition(), Optional.empty());
        ScenarioRefusedException.throwIfWrong(problems);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var scenario = new Scenario(
                UUID.randomUUID(),
                connectionId,
                read.name(),
                read.enabled().filter(Boolean::booleanValue).map(_ -> now),
                1,
                1,
                read.definition(),
                now,
                now);
        transaction.executeWithoutResult(_ -> {
            if (scenarios.lockedCount(connectionId) >= MAX_COUNT) {
                throw new ScenarioConflictException(Reason.TOO_MANY, Map.of());
            }
            if (!scenarios.insert(scenario)) {
                throw new UnknownConnectionException(connectionId);
            }
        });
        return new Saved(scenario, problems);
    }

    /**
     * Puts another definition in the place of one. Texts of messages, the trigger and the re-entry are then for everybody; if steps or exits
     * changed in any other way, there is a new version.
     *
     * @param body as of a new one, and {@code {version?, revision?, waiting?, moves?}}; {@code enabled} left out: as it is
     * @throws ScenarioRefusedException when something is wrong with it, or people would go back to steps that they had
     * @throws ScenarioConflictException when somebody changed it meanwhile, or what becomes of people who are in it is to be said
     * @throws UnknownScenarioException when there is none of that id
     */
    public Saved replace(UUID id, JsonNode body) {
        var before = known(id);
        var read = ScenarioBody.read(body);
        var problems = check.problems(before.connectionId(), read.definition(), Optional.of(before.definition()));
        ScenarioRefusedException.throwIfWrong(problems);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var saved = Objects.requireNonNull(transaction.execute(_ -> {
            var current = scenarios.locked(id).orElseThrow(() -> new UnknownScenarioException(id));
            return new Saved(replace.replace(current, read, now), problems);
        }));
        missing.look(before.connectionId());
        return saved;
    }

    /**
     * Lets its trigger put people in.
     *
     * @throws UnknownScenarioException when there is none of that id
     */
    public void enable(UUID id) {
        enable(id, true);
    }

    /**
     * Lets its trigger put nobody in any more. Those who are in it go on.
     *
     * @throws UnknownScenarioException when there is none of that id
     */
    public void disable(UUID id) {
        enable(id, false);
    }

    private void enable(UUID id, boolean on) {
        if (!scenarios.enable(id, on ? Optional.of(clock.instant()) : Optional.empty())) {
            throw new UnknownScenarioException(id);
        }
        scenarios.find(id).ifPresent(scenario -> missing.look(scenario.connectionId()));
    }

    /**
     * Deletes one with its numbers. Tests of it end.
     *
     * @throws ScenarioConflictException when it is switched on, or somebody is in it
     * @throws UnknownScenarioException when there is none of that id
     */
    public void delete(UUID id) {
        tests.stop(id);
        var before = known(id);
        transaction.executeWithoutResult(_ -> {
            var scenario = scenarios.locked(id).orElseThrow(() -> new UnknownScenarioException(id));
            if (scenario.isEnabled()) {
                throw new ScenarioConflictException(Reason.ENABLED, Map.of());
            }
            var waiting = counts.waiting(id);
            if (!waiting.isEmpty()) {
                throw new ScenarioConflictException(Reason.RUNNING, ReplaceScenario.byKey(waiting));
            }
            deliveries.forget(doubts.deliveries(id));
            scenarios.delete(id);
        });
        missing.look(before.connectionId());
    }

    private Scenario known(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new UnknownScenarioException(id));
    }
}
