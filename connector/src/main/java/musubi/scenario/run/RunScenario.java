package musubi.scenario.run;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.delivery.PreparedCall;
import musubi.delivery.StepDeliveries;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.scenario.EndReason;
import musubi.scenario.MissingMessages;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.Courses;
import musubi.scenario.enrol.EndEnrolments;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.enrol.EnrolmentRepository;
import musubi.scenario.enrol.EnrolmentRepository.Move;
import musubi.scenario.run.StepOutcome.Next;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.store.ScenarioRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes on those of a scenario who are due: contacts are read a hundred a call, several calls side by side; then one transaction moves everybody
 * and opens the delivery of their messages. Before it, nothing has happened; after it, the delivery tells what became of each.
 */
@Component
final class RunScenario {

    private static final int CHUNK = HubSpotClient.BATCH;

    private final EnrolmentRepository enrolments;
    private final ScenarioRepository scenarios;
    private final ScenarioCountRepository counts;
    private final Courses courses;
    private final CompiledSteps compiled;
    private final ReadPeople people;
    private final EndEnrolments end;
    private final StepDeliveries deliveries;
    private final MissingMessages missing;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RunScenario(
            EnrolmentRepository enrolments,
            ScenarioRepository scenarios,
            ScenarioCountRepository counts,
            Courses courses,
            CompiledSteps compiled,
            ReadPeople people,
            EndEnrolments end,
            StepDeliveries deliveries,
            MissingMessages missing,
            Connections connections,
            HubSpotClient hubspot,
            TransactionTemplate transaction,
            Clock clock) {
        this.enrolments = enrolments;
        this.scenarios = scenarios;
        this.counts = counts;
        this.courses = courses;
        this.compiled = compiled;
        this.people = people;
        this.end = end;
        this.deliveries = deliveries;
        this.missing = missing;
        this.connections = connections;
        this.hubspot = hubspot;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Version(int number, boolean test) {

        private static Version of(Enrolment person) {
            return new Version(person.version(), person.test());
        }
    }

    /** Until nobody is due any more, or it may not go on. */
    void run(UUID scenarioId, Connection connection, BooleanSupplier goesOn) {
        Map<Version, VersionSteps> versions = new HashMap<>();
        while (goesOn.getAsBoolean()) {
            var now = clock.instant();
            var due = enrolments.due(scenarioId, now, StepDeliveries.MAX_CALLS);
            if (due.isEmpty()) {
                break;
            }
            for (var person : due) {
                if (!versions.containsKey(Version.of(person))) {
                    versions.put(Version.of(person), steps(person, connection));
                }
            }
            // a person may be in a test too: what becomes of a message is told by delivery and contact
            for (var some : due.stream()
                    .collect(Collectors.partitioningBy(Enrolment::test))
                    .values()) {
                if (!some.isEmpty()) {
                    apply(connection, decided(connection, some, versions, now), now);
                }
            }
        }
        if (versions.values().stream().anyMatch(VersionSteps::metGone)) {
            missing.look(connection.id());
        }
    }

    private VersionSteps steps(Enrolment person, Connection connection) {
        var definition = scenarios
                .version(person.scenarioId(), person.version())
                .orElseThrow(() -> new IllegalStateException("%s has no version".formatted(person)));
        return new VersionSteps(definition, courses.of(definition, connection, person.test()), connection, compiled);
    }

    private List<StepOutcome> decided(
            Connection connection, List<Enrolment> due, Map<Version, VersionSteps> versions, Instant now) {
        var chunks = new ArrayList<FutureTask<List<StepOutcome>>>();
        for (var from = 0; from < due.size(); from += CHUNK) {
            var some = due.subList(from, Math.min(due.size(), from + CHUNK));
            var task = new FutureTask<>(() -> decide(connection, some, versions, now));
            chunks.add(task);
            Thread.ofVirtual().name("steps").start(task);
        }
        var all = new ArrayList<StepOutcome>();
        for (var chunk : chunks) {
            try {
                all.addAll(chunk.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while contacts were read", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return all;
    }

    private List<StepOutcome> decide(
            Connection connection, List<Enrolment> some, Map<Version, VersionSteps> versions, Instant now) {
        Map<Enrolment, VersionSteps> steps = new LinkedHashMap<>();
        some.forEach(person -> steps.put(person, Objects.requireNonNull(versions.get(Version.of(person)))));
        var properties = steps.values().stream()
                .flatMap(version -> version.properties().stream())
                .collect(Collectors.toSet());
        var withLists =
                steps.values().stream().anyMatch(version -> !version.lists().isEmpty());
        var read = people.read(
                connection,
                CallPriority.DELIVERY,
                some.stream().map(Enrolment::contactId).toList(),
                properties,
                withLists);
        var access = connections.hubspot(connection.id()).with(CallPriority.DELIVERY);
        return new DecideSteps(connection.propertyNames(), now, rows -> hubspot.update(access, rows))
                .of(steps, read, Map.of());
    }

    private void apply(Connection connection, List<StepOutcome> decided, Instant now) {
        transaction.executeWithoutResult(_ -> {
            var as = decided.stream()
                    .collect(Collectors.toMap(outcome -> outcome.person().id(), outcome -> outcome));
            var locked = enrolments.lockWaiting(as.keySet()).stream()
                    .filter(person -> isSame(person, as.get(person.id())))
                    .collect(Collectors.toMap(Enrolment::id, person -> person));
            store(
                    connection,
                    decided.stream()
                            .filter(outcome ->
                                    locked.containsKey(outcome.person().id()))
                            .toList(),
                    now);
        });
    }

    /** Whoever moved the person meanwhile, or heard that they wrote, knows more. */
    private static boolean isSame(Enrolment now, @Nullable StepOutcome outcome) {
        return outcome != null && now.equals(outcome.person());
    }

    private void store(Connection connection, List<StepOutcome> outcomes, Instant now) {
        var delivery = UUID.randomUUID();
        var changes = new CountChanges();
        List<PreparedCall> calls = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        Map<Enrolment, EndReason> ends = new HashMap<>();
        var twins = twins(outcomes);
        for (var outcome : outcomes) {
            var person = outcome.person();
            if (outcome.contactId() != person.contactId() && twins.contains(outcome.contactId())) {
                ends.put(person, EndReason.GONE);
                continue;
            }
            outcome.leftOut().forEach(left -> changes.add(person, left.stepKey(), left.reason()));
            switch (outcome.next()) {
                case Next.Ends(var reason) -> ends.put(person, reason);
                case Next.Waits(var at, var lookAt) -> {
                    changes.moved(person, at.stepKey());
                    moves.add(new Move(person.id(), outcome.contactId(), at, lookAt, Optional.empty()));
                }
                case Next.Sends(var at, var call) -> {
                    changes.moved(person, at.stepKey());
                    moves.add(new Move(person.id(), outcome.contactId(), at, now, Optional.of(delivery)));
                    calls.add(call);
                }
            }
        }
        enrolments.move(moves);
        if (!calls.isEmpty()) {
            deliveries.send(delivery, connection.id(), calls);
        }
        end.end(ends, changes);
        changes.store(counts);
    }

    /** Contacts that others were merged into, who are in the scenario themselves. */
    private Set<Long> twins(List<StepOutcome> outcomes) {
        var merged = outcomes.stream()
                .filter(outcome -> outcome.contactId() != outcome.person().contactId())
                .toList();
        return merged.isEmpty()
                ? Set.of()
                : enrolments.present(
                        merged.getFirst().person().scenarioId(),
                        merged.stream().map(StepOutcome::contactId).toList(),
                        merged.getFirst().person().test());
    }
}
