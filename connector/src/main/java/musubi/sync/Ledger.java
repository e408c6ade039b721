package musubi.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.contact.LineUserId;
import musubi.contact.Login;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.sync.SyncParts.Outcome;

/** Keeps book of what became of each friend of a batch, and settles it with the inbox at the end, all at once. */
final class Ledger {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SOONEST_COMPLETION = Duration.ofSeconds(10);
    private static final Duration LATEST_COMPLETION = Duration.ofMinutes(5);

    private final SyncParts parts;
    private final UUID connectionId;
    private final Instant now;
    private final Map<LineUserId, FriendWork> open = new LinkedHashMap<>();
    private final Settlement settlement = new Settlement();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Map<String, String> wrongIds = new HashMap<>();

    Ledger(SyncParts parts, UUID connectionId, List<FriendWork> work) {
        this.parts = parts;
        this.connectionId = connectionId;
        this.now = parts.clock().instant();
        work.forEach(friend -> open.put(friend.friend(), friend));
    }

    /** The work was done, or there was none; what a person has to know of it is told. */
    void done(Row row, Outcome outcome) {
        row.link().map(Login.Link::id).ifPresent(links::add);
        if (row.finding().isPresent()) {
            var finding = row.finding().get();
            fail(row.work(), finding.reason(), finding.detail(), finding.recordId());
            return;
        }
        if (row.incomplete()) {
            var age = Duration.between(row.work().receivedAt(), now);
            settlement.follow(
                    row.work().events(), Payload.COMPLETE_PROFILE, now.plus(completionWait(age)), told(outcome));
        } else {
            settlement.finish(row.work().events(), told(outcome));
        }
        close(row.work(), outcome);
    }

    /** Must not be done, now or ever: nobody has to look at it. */
    void skip(FriendWork work) {
        settlement.finish(work.events(), told(Outcome.SKIPPED));
        close(work, Outcome.SKIPPED);
    }

    private static Settlement.Outcome told(Outcome outcome) {
        return switch (outcome) {
            case CREATED -> Settlement.Outcome.CREATED;
            case UPDATED -> Settlement.Outcome.UPDATED;
            case UNCHANGED, SKIPPED -> Settlement.Outcome.UNCHANGED;
            case FAILED -> Settlement.Outcome.FAILED;
        };
    }

    /** Can never be done as it stands: a person has to look at it. */
    void fail(FriendWork work, Reason reason, String detail) {
        fail(work, reason, detail, "");
    }

    /** @param recordId of the HubSpot contact that stands in the way */
    void fail(FriendWork work, Reason reason, String detail, String recordId) {
        fail(work.events(), reason, detail, recordId);
        open.remove(work.friend());
    }

    /** Events that belong to no friend's work. */
    void fail(List<PendingEvent> events, Reason reason, String detail, String recordId) {
        settlement.fail(events, reason.name(), detail, recordId);
        events.forEach(ignored -> outcomes.add(Outcome.FAILED));
    }

    /** An event that belongs to no friend's work came to nothing for now. */
    void later(PendingEvent event) {
        settlement.later(List.of(event), now.plus(backoff(event.attempts())), true);
    }

    /** Events that belong to no friend's work, and need nothing. */
    void done(List<PendingEvent> events) {
        settlement.finish(events, Settlement.Outcome.UNCHANGED);
    }

    /** What contacts have as their LINE user id is none: listed once, and again when a person has it tried again. */
    void wrongIds(List<PendingEvent> events) {
        var values = new HashMap<String, String>();
        events.forEach(event -> values.put(Payload.recordId(event.payload()), event.friend()));
        var listed = parts.wrongIds().listed(connectionId, values);
        for (var event : events) {
            var recordId = Payload.recordId(event.payload());
            if (event.attempts() == 0 && listed.contains(recordId)) {
                done(List.of(event));
            } else {
                fail(List.of(event), Reason.NO_LINE_USER_ID, "", recordId);
                wrongIds.put(recordId, event.friend());
            }
        }
    }

    /** Came to nothing for now; each time it is waited for longer. */
    void later(FriendWork work) {
        later(work, backoff(work.attempts()), true);
    }

    /** @param attempted whether this counts as an attempt of this friend, and not as a trouble of all */
    void later(FriendWork work, Duration wait, boolean attempted) {
        settlement.later(work.events(), now.plus(wait), attempted);
        open.remove(work.friend());
    }

    /** The friends nothing is recorded of yet. */
    Collection<FriendWork> open() {
        return List.copyOf(open.values());
    }

    /** Records all in the inbox. What is still open stays there as it was. */
    void settle() {
        parts.inbox().settle(settlement);
        parts.wrongIds().note(connectionId, wrongIds);
        outcomes.forEach(outcome -> parts.count(connectionId, outcome));
        links.forEach(link -> parts.events().publishEvent(new ContactCreatedByLink(connectionId, link)));
    }

    static Duration backoff(int attempts) {
        return Duration.ofSeconds(Math.min(1L << Math.min(attempts, 6), LONGEST_WAIT.toSeconds()));
    }

    /** The longer LINE has not answered, the less often it is asked. */
    private static Duration completionWait(Duration age) {
        if (age.compareTo(SOONEST_COMPLETION) < 0) {
            return SOONEST_COMPLETION;
        }
        return age.compareTo(LATEST_COMPLETION) > 0 ? LATEST_COMPLETION : age;
    }

    private void close(FriendWork work, Outcome outcome) {
        open.remove(work.friend());
        outcomes.add(outcome);
    }
}
