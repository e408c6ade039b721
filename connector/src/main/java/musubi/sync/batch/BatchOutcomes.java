package musubi.sync.batch;

import musubi.sync.ClaimedEvents;
import musubi.sync.ContactCreatedByLink;
import musubi.sync.Payload;
import musubi.sync.profile.ProfileGates;
import musubi.sync.Reason;
import musubi.sync.SyncParts;
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
import musubi.contact.LoginConsent;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.sync.SyncParts.Outcome;

/** Keeps book of what became of each friend of a batch, and settles it with the inbox at the end, all at once. */
final class BatchOutcomes {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SOONEST_COMPLETION = Duration.ofSeconds(10);
    private static final Duration LATEST_COMPLETION = Duration.ofMinutes(5);

    /** What fails so often while others go through is given up: two minutes. */
    static final int MAX_ATTEMPTS = 8;
    /** Where nothing else was to be done, so that nobody knows whose trouble it is: half an hour. */
    static final int MAX_ATTEMPTS_ALONE = 35;
    /** A failure of the whole may be a friend's doing after so many attempts. */
    private static final int SUSPICIOUS = 3;
    /** A write that took place so shortly before an attempt counts as one after the attempt before. */
    private static final Duration LEEWAY = Duration.ofSeconds(2);

    private final SyncParts parts;
    private final UUID connectionId;
    private final Instant now;
    private final Map<LineUserId, FriendWork> open = new LinkedHashMap<>();
    private final Settlement settlement = new Settlement();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Map<String, String> wrongIds = new HashMap<>();

    private final Map<Long, PendingEvent> openTasks = new LinkedHashMap<>();
    private final PortalHealth health;
    private boolean wrote;

    BatchOutcomes(SyncParts parts, UUID connectionId, ClaimedEvents taken, PortalHealth health) {
        this.parts = parts;
        this.connectionId = connectionId;
        this.health = health;
        this.now = parts.clock().instant();
        taken.work().forEach(friend -> open.put(friend.friend(), friend));
        taken.tasks().forEach(task -> openTasks.put(task.id(), task));
    }

    /** HubSpot carried out a write of this batch. */
    void wrote() {
        wrote = true;
    }

    boolean hasWritten() {
        return wrote;
    }

    /** Whether HubSpot carried out a write since the attempt before. */
    boolean othersGoThrough(int attempts) {
        return wrote || health.lastWrite().isAfter(now.minus(backoff(attempts)).minus(LEEWAY));
    }

    /** Whether a failure of the whole may be the doing of this friend. */
    boolean isSuspicious(FriendWork work) {
        return health.isSuspicious() || work.attempts() >= SUSPICIOUS;
    }

    /** The work was done, or there was none; what a person has to know of it is told. */
    void done(ContactWrite row, Outcome outcome) {
        row.link().map(LoginConsent.ViaLink::id).ifPresent(links::add);
        if (row.givenUp().finding().isPresent()) {
            var finding = row.givenUp().finding().get();
            fail(row.work(), finding.reason(), finding.detail(), finding.recordId());
            return;
        }
        if (row.incomplete()) {
            settlement.follow(
                    row.work().events(),
                    Payload.COMPLETE_PROFILE,
                    parts.profileGates().isInTrouble(connectionId)
                            ? parts.profileGates().dueWhileClosed(connectionId)
                            : now.plus(SOONEST_COMPLETION),
                    told(outcome),
                    ProfileGates.WAITS);
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
        events.forEach(event -> openTasks.remove(event.id()));
        events.forEach(ignored -> outcomes.add(Outcome.FAILED));
    }

    /** A wish for a task came to nothing for now; the last attempt ends on the list. */
    void retry(PendingEvent task, RetryCause obstacle) {
        if (isHopeless(task.attempts(), obstacle)) {
            fail(List.of(task), obstacle.reason(), obstacle.detail(), obstacle.recordId());
        } else {
            later(task);
        }
    }

    /** A wish for a task waits for something that has an end of its own. */
    void later(PendingEvent task) {
        settlement.later(List.of(task), now.plus(backoff(task.attempts())), true);
        openTasks.remove(task.id());
    }

    /** Events that belong to no friend's work, and need nothing. */
    void done(List<PendingEvent> events) {
        settlement.finish(events, Settlement.Outcome.UNCHANGED);
        events.forEach(event -> openTasks.remove(event.id()));
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

    /**
     * Something stands in the way of this friend alone: each time it is waited for longer, and the last attempt ends on the
     * list of failures with what stands in the way.
     */
    void retry(FriendWork work, RetryCause obstacle) {
        if (isHopeless(work.attempts(), obstacle)) {
            fail(work, obstacle.reason(), obstacle.detail(), obstacle.recordId());
        } else {
            later(work, backoff(work.attempts()), true);
        }
    }

    private boolean isHopeless(int attempts, RetryCause obstacle) {
        // what HubSpot itself names is no trouble of the moment
        var certain = obstacle.reason() == Reason.VALUE_HELD_IN_RECYCLE_BIN;
        return attempts + 1 >= (certain || othersGoThrough(attempts) ? MAX_ATTEMPTS : MAX_ATTEMPTS_ALONE);
    }

    /** Waits for something that has an end of its own. */
    void later(FriendWork work, Duration wait) {
        later(work, wait, false);
    }

    private void later(FriendWork work, Duration wait, boolean attempted) {
        settlement.later(work.events(), now.plus(wait), attempted);
        open.remove(work.friend());
    }

    /**
     * The batch came to nothing as a whole: all that is open waits. It counts as an attempt of theirs only where others
     * went through meanwhile, so an outage of the whole portal uses up no attempts. A friend who stands alone in the batch
     * then is the trouble.
     */
    void postpone(HubSpotException trouble) {
        var asked = trouble.retryAfter().orElse(Duration.ZERO);
        var friends = open();
        if (friends.size() == 1 && openTasks.isEmpty()) {
            var friend = friends.iterator().next();
            if (othersGoThrough(friend.attempts())) {
                retry(friend, RetryCause.of(trouble));
                return;
            }
        }
        friends.forEach(
                friend -> later(friend, longer(asked, wait(friend.attempts())), othersGoThrough(friend.attempts())));
        List.copyOf(openTasks.values()).forEach(task -> {
            settlement.later(
                    List.of(task), now.plus(longer(asked, wait(task.attempts()))), othersGoThrough(task.attempts()));
            openTasks.remove(task.id());
        });
    }

    private Duration wait(int attempts) {
        return longer(backoff(attempts), backoff(health.troubles()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * LINE does not tell this friend's profile. Where it tells none, it is waited for; where it tells others', this is the
     * friend's, and has an end.
     */
    void waitForLine(FriendWork work) {
        var gates = parts.profileGates();
        open.remove(work.friend());
        if (gates.isInTrouble(connectionId)) {
            settlement.later(work.events(), gates.dueWhileClosed(connectionId), false, ProfileGates.WAITS);
        } else if (work.attempts() + 1 >= MAX_ATTEMPTS) {
            fail(work, Reason.PROFILE_NOT_TOLD, "");
        } else {
            var wait = SOONEST_COMPLETION.multipliedBy(1L << Math.min(work.attempts(), 5));
            settlement.later(
                    work.events(),
                    now.plus(wait.compareTo(LATEST_COMPLETION) > 0 ? LATEST_COMPLETION : wait),
                    true,
                    ProfileGates.WAITS);
        }
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

    private void close(FriendWork work, Outcome outcome) {
        open.remove(work.friend());
        outcomes.add(outcome);
    }
}
