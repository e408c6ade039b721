package musubi.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What became of events that were taken; given to {@link Inbox#settle} all at once. */
public final class Settlement {

    /** Tried again from {@code dueAt} on. */
    record Later(PendingEvent event, Instant dueAt, boolean attempted, String waitsFor) {}

    /** Can never be applied: the reason's code, what there is to say about it, and the contact it is about. */
    record Failed(PendingEvent event, String reason, String detail, String recordId) {}

    /** What came of work that has an origin. */
    record Counted(UUID origin, Outcome outcome) {}

    /** What an event of an origin came to. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        FAILED
    }

    /** Work that follows from the events and is due later. */
    record Follow(PendingEvent after, Instant receivedAt, byte[] payload, Instant dueAt, String waitsFor) {}

    final List<PendingEvent> finished = new ArrayList<>();
    final List<Later> later = new ArrayList<>();
    final List<Failed> failed = new ArrayList<>();
    final List<Follow> follows = new ArrayList<>();
    final Map<Counted, Integer> counted = new HashMap<>();

    /** Done: the events leave the inbox. */
    public void finish(List<PendingEvent> events, Outcome outcome) {
        events.forEach(event -> {
            finished.add(event);
            count(event, outcome);
        });
    }

    private void count(PendingEvent event, Outcome outcome) {
        var origin = event.origin();
        if (origin != null) {
            counted.merge(new Counted(origin, outcome), 1, Integer::sum);
        }
    }

    /**
     * Came to nothing for now.
     *
     * @param attempted whether this counts as an attempt of these events, and not as a trouble of all
     */
    public void later(List<PendingEvent> events, Instant dueAt, boolean attempted) {
        later(events, dueAt, attempted, "");
    }

    /**
     * Came to nothing for now, and waits for something of which many wait.
     *
     * @param waitsFor what {@link Inbox#release} makes them due by before their time; empty for nothing
     */
    public void later(List<PendingEvent> events, Instant dueAt, boolean attempted, String waitsFor) {
        events.forEach(event -> later.add(new Later(event, dueAt, attempted, waitsFor)));
    }

    /**
     * Can never be applied: the events become failures.
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
     * Done but for one thing, which is to be done later: the events leave, one event with that payload enters. It has
     * waited as long as the first of them.
     */
    public void follow(List<PendingEvent> events, byte[] payload, Instant dueAt, Outcome outcome) {
        follow(events, payload, dueAt, outcome, "");
    }

    /**
     * The same, where the one thing waits for something of which many wait.
     *
     * @param waitsFor what {@link Inbox#release} makes it due by before its time; empty for nothing
     */
    public void follow(List<PendingEvent> events, byte[] payload, Instant dueAt, Outcome outcome, String waitsFor) {
        finish(events, outcome);
        var receivedAt = events.stream()
                .map(PendingEvent::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        follows.add(new Follow(events.getLast(), receivedAt, payload, dueAt, waitsFor));
    }
}
