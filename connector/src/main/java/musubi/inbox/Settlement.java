package musubi.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What became of events that were taken; recorded by {@link EventQueue#settle} all at once. Not for several threads. */
public final class Settlement {

    /** What an event of an import job came to; each is counted with the job. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        FAILED
    }

    /** An event that is tried again from {@code dueAt} on. */
    public record Later(PendingEvent event, Instant dueAt, boolean attempted, String waitsFor) {}

    /** An event that can never be applied: the reason's code, HubSpot's words, and the contact it is about. */
    public record Failed(PendingEvent event, String reason, String detail, String recordId) {}

    /** An event that enters in the place of others, for the same friend as {@code after}. */
    public record Follow(
            PendingEvent after, Instant receivedAt, EventPayload payload, Instant dueAt, String waitsFor) {}

    /** The outcomes of an import job that count. */
    public record Counted(UUID importJob, Outcome outcome) {}

    private final List<PendingEvent> finished = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final List<Follow> follows = new ArrayList<>();
    private final Map<Counted, Integer> counted = new HashMap<>();
    private ZoneId zone = ZoneOffset.UTC;
    private Optional<Tenure> tenure = Optional.empty();

    /** Settled only if no other node has owned the portal since that work began. Unless told, whoever owns it. */
    public void under(Tenure tenure) {
        this.tenure = Optional.of(tenure);
    }

    /** The work that this is the end of, where that matters. */
    public Optional<Tenure> tenure() {
        return tenure;
    }

    /** Friends who came or blocked are counted by days of that zone; UTC unless told. */
    public void countByDaysOf(ZoneId zone) {
        this.zone = zone;
    }

    /** The day on which an event of the settlement counts. */
    public LocalDate day(PendingEvent event) {
        return LocalDate.ofInstant(event.receivedAt(), zone);
    }

    /** Done: the events leave the queue. */
    public void finish(List<PendingEvent> events, Outcome outcome) {
        events.forEach(event -> {
            finished.add(event);
            count(event, outcome);
        });
    }

    private void count(PendingEvent event, Outcome outcome) {
        var job = event.importJob();
        if (job != null) {
            counted.merge(new Counted(job, outcome), 1, Integer::sum);
        }
    }

    /**
     * Came to nothing for now.
     *
     * @param attempted whether this counts as an attempt of these events; false when the reason has nothing to do with them
     */
    public void later(List<PendingEvent> events, Instant dueAt, boolean attempted) {
        later(events, dueAt, attempted, "");
    }

    /**
     * Came to nothing for now, and waits for something that many events wait for.
     *
     * @param waitsFor what {@link EventQueue#release} makes them due by before their time; empty for nothing
     */
    public void later(List<PendingEvent> events, Instant dueAt, boolean attempted, String waitsFor) {
        events.forEach(event -> later.add(new Later(event, dueAt, attempted, waitsFor)));
    }

    /**
     * Can never be applied: the events become failed ones.
     *
     * @param reason a code such as {@code VALUE_REFUSED}
     * @param detail HubSpot's own words
     * @param recordId of the HubSpot contact that stands in the way; empty when it is about none
     */
    public void fail(List<PendingEvent> events, String reason, String detail, String recordId) {
        events.forEach(event -> {
            failed.add(new Failed(event, reason, detail, recordId));
            count(event, Outcome.FAILED);
        });
    }

    /**
     * Done except for one piece of work, which is due later: the events leave, one event with that payload enters. It counts as
     * received when the first of them was.
     *
     * @param events of one friend; not empty
     */
    public void follow(List<PendingEvent> events, EventPayload payload, Instant dueAt, Outcome outcome) {
        follow(events, payload, dueAt, outcome, "");
    }

    /**
     * The same, where that work waits for something that many events wait for.
     *
     * @param waitsFor what {@link EventQueue#release} makes it due by before its time; empty for nothing
     */
    public void follow(
            List<PendingEvent> events, EventPayload payload, Instant dueAt, Outcome outcome, String waitsFor) {
        finish(events, outcome);
        var receivedAt = events.stream()
                .map(PendingEvent::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        follows.add(new Follow(events.getLast(), receivedAt, payload, dueAt, waitsFor));
    }

    /** The events that leave. */
    public List<PendingEvent> finished() {
        return List.copyOf(finished);
    }

    /** The events that stay. */
    public List<Later> later() {
        return List.copyOf(later);
    }

    /** The events that become failed ones. */
    public List<Failed> failed() {
        return List.copyOf(failed);
    }

    /** The events that enter. */
    public List<Follow> follows() {
        return List.copyOf(follows);
    }

    /** How many events of which import job came to what. */
    public Map<Counted, Integer> counted() {
        return Map.copyOf(counted);
    }
}
