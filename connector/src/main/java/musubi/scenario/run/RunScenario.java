package musubi.scenario.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.delivery.StepDeliveries;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.scenario.MissingMessages;
import musubi.scenario.enrol.Courses;
import musubi.scenario.enrol.DueRepository;
import musubi.scenario.enrol.DueRepository.Place;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.run.ReadAhead.Asked;
import musubi.scenario.run.ReadAhead.Found;
import musubi.scenario.run.ReadPeople.Person;
import musubi.scenario.store.ScenarioRepository;
import org.springframework.stereotype.Component;

/**
 * Takes on those of a scenario who are due, a thousand at a time: what HubSpot knows of them is read, and it is decided and stored what comes next.
 * Where many are due, contacts are read ahead.
 */
@Component
final class RunScenario {

    private static final int CHUNK = HubSpotClient.BATCH;
    private static final int BATCH = StepDeliveries.MAX_CALLS;
    /** Before they are due. So long that LINE's rate can be kept for a while when they are. */
    static final Duration AHEAD = Duration.ofSeconds(20);

    static final int MAX_AHEAD = 20 * BATCH;
    /** An edit meanwhile counts after that time. */
    private static final Duration VERSIONS_KNOWN = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration FULL_PAUSE = Duration.ofMillis(300);

    private final DueRepository dueWork;
    private final ScenarioRepository scenarios;
    private final Courses courses;
    private final CompiledSteps compiled;
    private final StepLinks links;
    private final ReadPeople people;
    private final StoreOutcomes store;
    private final MissingMessages missing;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final Clock clock;

    RunScenario(
            DueRepository dueWork,
            ScenarioRepository scenarios,
            Courses courses,
            CompiledSteps compiled,
            StepLinks links,
            ReadPeople people,
            StoreOutcomes store,
            MissingMessages missing,
            Connections connections,
            HubSpotClient hubspot,
            Clock clock) {
        this.dueWork = dueWork;
        this.scenarios = scenarios;
        this.courses = courses;
        this.compiled = compiled;
        this.links = links;
        this.people = people;
        this.store = store;
        this.missing = missing;
        this.connections = connections;
        this.hubspot = hubspot;
        this.clock = clock;
    }

    /** Says how it may go on. */
    interface Guard {

        /** Whether anybody may be taken on at all. */
        boolean goesOn();

        /** Whether so much is under way that nobody else is taken on for a moment. */
        boolean isFull();

        /** Somebody was taken on. */
        void progressed();
    }

    private record Version(int number, boolean test) {

        private static Version of(Enrolment person) {
            return new Version(person.version(), person.test());
        }
    }

    /** What one run knows. */
    private static final class Run {

        private final UUID scenarioId;
        private final Connection connection;
        private final ReadAhead ahead;
        private final Map<Version, VersionSteps> versions = new HashMap<>();
        private Instant versionsKnownAt;
        private Place place = Place.FIRST;
        private Instant readUntil;
        private boolean metGone;

        Run(UUID scenarioId, Connection connection, ReadAhead ahead, Instant now) {
            this.scenarioId = scenarioId;
            this.connection = connection;
            this.ahead = ahead;
            this.versionsKnownAt = now;
            this.readUntil = now;
        }

        void forgetVersions(Instant now) {
            metGone |= versions.values().stream().anyMatch(VersionSteps::metGone);
            versions.clear();
            versionsKnownAt = now;
        }
    }

    /**
     * Until nobody is due any more, or it may not go on.
     *
     * @throws musubi.hubspot.HubSpotException when HubSpot answered about nobody; those of whom it did not answer hold up nobody else
     */
    void run(UUID scenarioId, Connection connection, Guard guard) {
        try (var ahead = new ReadAhead(
                (ids, asked) -> people.read(connection, CallPriority.DELIVERY, ids, asked.properties(), asked.lists()),
                clock)) {
            var run = new Run(scenarioId, connection, ahead, clock.instant());
            run(run, guard);
            run.forgetVersions(clock.instant());
            if (run.metGone) {
                missing.look(connection.id());
            }
        }
    }

    private void run(Run run, Guard guard) {
        while (guard.goesOn()) {
            var now = clock.instant();
            forgetVersions(run, now);
            readAhead(run, now);
            if (guard.isFull()) {
                if (run.ahead.size() == 0) {
                    return;
                }
                pause(FULL_PAUSE);
                continue;
            }
            var due = dueWork.due(run.scenarioId, now, BATCH);
            if (!due.isEmpty()) {
                takeOn(run, due, now, guard);
            } else if (now.isBefore(run.readUntil)) {
                pause(PAUSE);
            } else {
                return;
            }
        }
    }

    private static void forgetVersions(Run run, Instant now) {
        if (now.isBefore(run.versionsKnownAt) || !now.isBefore(run.versionsKnownAt.plus(VERSIONS_KNOWN))) {
            run.forgetVersions(now);
        }
    }

    /** Fewer than a batch are read when it is their turn. */
    private void readAhead(Run run, Instant now) {
        run.ahead.forgetOld();
        if (run.ahead.size() + BATCH > MAX_AHEAD) {
            return;
        }
        var soon = dueWork.soon(run.scenarioId, run.place, now.plus(AHEAD), BATCH);
        if (soon.size() == BATCH) {
            var some = soon.stream().map(DueRepository.Soon::person).toList();
            run.ahead.begin(some.stream().map(Enrolment::contactId).toList(), asked(run, some));
            run.place = soon.getLast().place();
            run.readUntil = run.place.lookAt();
        }
    }

    private Asked asked(Run run, List<Enrolment> some) {
        var versions =
                some.stream().map(person -> steps(run, person)).distinct().toList();
        return new Asked(
                versions.stream()
                        .flatMap(version -> version.properties().stream())
                        .collect(Collectors.toSet()),
                versions.stream().anyMatch(version -> !version.lists().isEmpty()));
    }

    private VersionSteps steps(Run run, Enrolment person) {
        return run.versions.computeIfAbsent(Version.of(person), version -> {
            var definition = scenarios
                    .version(run.scenarioId, version.number())
                    .orElseThrow(() -> new IllegalStateException("%s has no version".formatted(person)));
            return new VersionSteps(
                    run.scenarioId,
                    definition,
                    courses.of(definition, run.connection, version.test()),
                    version.test(),
                    run.connection,
                    compiled,
                    links);
        });
    }

    /** What is decided of some is stored, whatever becomes of the others: they are due still. */
    private void takeOn(Run run, List<Enrolment> due, Instant now, Guard guard) {
        var found = run.ahead.take(due.stream().map(Enrolment::contactId).toList(), asked(run, due));
        var decided = new ArrayList<StepOutcome>();
        var failure = decide(run, due, found, now, decided).or(found::failure);
        if (!decided.isEmpty()) {
            // a person may be in a test too: what becomes of a message is told by delivery and contact
            decided.stream()
                    .collect(Collectors.partitioningBy(
                            outcome -> outcome.person().test()))
                    .values()
                    .forEach(some -> store.store(run.connection, some, now));
            guard.progressed();
        } else if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Decides in chunks of what one call writes, side by side. Returns why some could not be decided. */
    private Optional<RuntimeException> decide(
            Run run, List<Enrolment> due, Found found, Instant now, List<StepOutcome> decided) {
        var known = due.stream()
                .filter(person -> found.people().containsKey(person.contactId()))
                .toList();
        var chunks = new ArrayList<FutureTask<List<StepOutcome>>>();
        for (var from = 0; from < known.size(); from += CHUNK) {
            Map<Enrolment, VersionSteps> steps = new LinkedHashMap<>();
            known.subList(from, Math.min(known.size(), from + CHUNK))
                    .forEach(person -> steps.put(person, Objects.requireNonNull(steps(run, person))));
            var task = new FutureTask<>(() -> decide(run.connection, steps, found.people(), now));
            chunks.add(task);
            Thread.ofVirtual().name("steps").start(task);
        }
        Optional<RuntimeException> failure = Optional.empty();
        for (var chunk : chunks) {
            try {
                decided.addAll(chunk.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while steps were decided", e);
            } catch (ExecutionException e) {
                failure = Optional.of(ReadAhead.unwrapped(e));
            }
        }
        return failure;
    }

    private List<StepOutcome> decide(
            Connection connection, Map<Enrolment, VersionSteps> steps, Map<Long, Person> people, Instant now) {
        var access = connections.hubspot(connection.id()).with(CallPriority.DELIVERY);
        return new DecideSteps(connection.propertyNames(), now, rows -> hubspot.update(access, rows)).of(steps, people);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nobody was due", e);
        }
    }
}
