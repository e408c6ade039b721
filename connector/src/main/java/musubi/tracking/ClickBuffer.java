package musubi.tracking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.tracking.ClickBatch.CountKey;
import musubi.tracking.ClickBatch.PersonClick;
import musubi.tracking.ClickBatch.PersonKey;
import musubi.tracking.ClickBatch.StepPerson;
import musubi.tracking.ClickRepository.FirstClick;
import musubi.tracking.step.ScenarioStep;
import musubi.tracking.step.StepClick;
import musubi.tracking.step.StepClickListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts clicks in memory, and writes them once a second, together with the events of those who clicked for the first time. What cannot be
 * written stays for the next time; a process that is killed loses at most a second of clicks. Thread-safe.
 */
@Component
class ClickBuffer {

    /** People and links that wait to be written; while the database is away, further ones are counted without their person. */
    static final int MAX_PEOPLE = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(ClickBuffer.class);
    private static final String JOB = "clicks";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int PEOPLE_AT_ONCE = 5_000;

    private final ClickRepository repository;
    private final EventQueue queue;
    private final ClickListener listener;
    private final StepClickListener steps;
    private final TransactionTemplate transaction;
    private final ConcurrentMap<CountKey, Long> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<PersonKey, PersonClick> people = new ConcurrentHashMap<>();
    private final ConcurrentMap<StepPerson, PersonClick> ofSteps = new ConcurrentHashMap<>();
    private final AtomicLong withoutPerson = new AtomicLong();

    ClickBuffer(
            ClickRepository repository,
            EventQueue queue,
            ClickListener listener,
            StepClickListener steps,
            TransactionTemplate transaction,
            LocalJobs jobs) {
        this.repository = repository;
        this.queue = queue;
        this.listener = listener;
        this.steps = steps;
        this.transaction = transaction;
        jobs.every(PERIOD, JOB, this::flush);
    }

    /** Somebody opened a link of a broadcast. */
    void clicked(LinkToken token, Instant now) {
        count(token, now);
        token.person().ifPresent(person -> {
            var click = new PersonClick(token.variant(), person.userId(), now.toEpochMilli());
            add(people, new PersonKey(token.id(), token.number(), person.contactId()), click, PersonClick::first);
            add(people, new PersonKey(token.id(), ClickBatch.ANY_LINK, person.contactId()), click, PersonClick::first);
        });
    }

    /** Somebody opened a link of a scenario's step. */
    void clicked(LinkToken token, UUID connectionId, ScenarioStep step, Instant now) {
        count(token, now);
        token.person()
                .ifPresent(person -> add(
                        ofSteps,
                        new StepPerson(connectionId, step, person.contactId()),
                        new PersonClick(token.variant(), person.userId(), now.toEpochMilli()),
                        PersonClick::last));
    }

    private void count(LinkToken token, Instant now) {
        counts.merge(
                new CountKey(
                        token.id(), token.variant(), token.number(), Math.floorDiv(now.toEpochMilli(), 3_600_000L)),
                1L,
                Long::sum);
    }

    private <K> void add(ConcurrentMap<K, PersonClick> to, K key, PersonClick click, BinaryOperator<PersonClick> both) {
        // who is in it already needs no room
        if (to.size() < MAX_PEOPLE || to.containsKey(key)) {
            to.merge(key, click, both);
        } else {
            withoutPerson.incrementAndGet();
        }
    }

    /** Writes what was counted since the last time. */
    @PreDestroy
    synchronized void flush() {
        var without = withoutPerson.getAndSet(0);
        if (without > 0) {
            LOG.warn("{} clicks are counted without their person: too many waited to be written", without);
        }
        for (var batch = taken(); !batch.isEmpty(); batch = taken()) {
            try {
                write(batch);
            } catch (RuntimeException | Error e) { // no click is lost, whatever the failure is
                WorkerFailures.record(JOB, e);
                batch.counts().forEach((key, clicks) -> counts.merge(key, clicks, Long::sum));
                batch.people().forEach((key, click) -> people.merge(key, click, PersonClick::first));
                batch.ofSteps().forEach((key, click) -> ofSteps.merge(key, click, PersonClick::last));
                return;
            }
        }
    }

    private ClickBatch taken() {
        var batch = ClickBatch.empty();
        for (var key : counts.keySet()) {
            var clicks = counts.remove(key);
            if (clicks != null) {
                batch.counts().put(key, clicks);
            }
        }
        take(people, batch.people());
        take(ofSteps, batch.ofSteps());
        return batch;
    }

    private static <K> void take(ConcurrentMap<K, PersonClick> from, Map<K, PersonClick> to) {
        for (var key : from.keySet()) {
            if (to.size() == PEOPLE_AT_ONCE) {
                break;
            }
            var click = from.remove(key);
            if (click != null) {
                to.put(key, click);
            }
        }
    }

    private void write(ClickBatch batch) {
        transaction.executeWithoutResult(_ -> {
            var ofSteps = firstOfSteps(batch.ofSteps());
            var added = repository.add(batch);
            queue.appendAlong(Stream.concat(added.stream().map(first -> event(first, batch)), ofSteps.stream())
                    .toList());
            added.stream()
                    .collect(groupingBy(FirstClick::id, TreeMap::new, toList()))
                    .forEach((id, people) -> listener.firstClicks(
                            id, people.stream().mapToLong(FirstClick::contactId).toArray()));
        });
    }

    private static NewEvent event(FirstClick first, ClickBatch batch) {
        var click = batch.people().get(new PersonKey(first.id(), ClickBatch.ANY_LINK, first.contactId()));
        if (click == null) {
            throw new IllegalStateException("a click that was not given");
        }
        return event(first.connectionId(), first.id(), first.contactId(), click);
    }

    private List<NewEvent> firstOfSteps(Map<StepPerson, PersonClick> clicks) {
        if (clicks.isEmpty()) {
            return List.of();
        }
        Map<StepClick, StepPerson> people = new HashMap<>();
        clicks.forEach((person, last) -> people.put(person.click(last), person));
        return steps.clicked(people.keySet()).stream()
                .map(first -> {
                    var person = Objects.requireNonNull(people.get(first));
                    return event(
                            person.connectionId(),
                            first.step().trackedId(),
                            first.contactId(),
                            Objects.requireNonNull(clicks.get(person)));
                })
                .toList();
    }

    private static NewEvent event(UUID connectionId, UUID trackedId, long contactId, PersonClick click) {
        return new NewEvent(
                connectionId,
                Sha256Id.of("click/%s/%d".formatted(trackedId, contactId)),
                click.userId(),
                new EventPayload(
                        EventKind.CLICK,
                        "{\"timestamp\":%d}".formatted(click.at()).getBytes(StandardCharsets.US_ASCII)));
    }

    /** How much waits to be written. */
    List<Integer> waiting() {
        return List.of(counts.size(), people.size() + ofSteps.size());
    }
}
