package musubi.sync.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.LineUserId;
import musubi.contact.LoginConsent;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.sync.ContactActivity.OfContact;
import musubi.sync.Payload;
import musubi.sync.Reason;
import musubi.sync.profile.ProfileGates;

/**
 * Records what became of each friend and each task request of one batch. Nothing reaches the inbox before the end: then
 * {@link #settlement} holds it all. What nothing was recorded of stays in the inbox as it was.
 */
public final class BatchOutcomes {

    /** What events wait for while HubSpot carries out nothing: see {@link musubi.inbox.EventQueue#release}. */
    public static final String WAITS_FOR_HUBSPOT = "HUBSPOT";

    private static final Duration MIN_COMPLETION_WAIT = Duration.ofSeconds(10);
    private static final Duration MAX_COMPLETION_WAIT = Duration.ofMinutes(5);

    private final UUID connectionId;
    private final Instant now;
    private final RetryPolicy retries;
    private final ProfileGates gates;
    private final Map<LineUserId, FriendWork> open = new LinkedHashMap<>();
    private final Map<Long, PendingEvent> openTasks = new LinkedHashMap<>();
    private final Settlement settlement = new Settlement();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<Applied> applied = new ArrayList<>();

    /** The contact of a friend, as their events say that it is to be. */
    record Applied(long contactId, ContactWrite write) {

        /** Leaves out the person. */
        @Override
        public String toString() {
            return "Applied";
        }
    }

    /**
     * @param now when the batch began; waits count from there
     * @param tasks the task requests of the batch
     */
    public BatchOutcomes(
            UUID connectionId,
            Instant now,
            RetryPolicy retries,
            ProfileGates gates,
            List<FriendWork> work,
            List<PendingEvent> tasks) {
        this.connectionId = connectionId;
        this.now = now;
        this.retries = retries;
        this.gates = gates;
        work.forEach(friend -> open.put(friend.friend(), friend));
        tasks.forEach(task -> openTasks.put(task.id(), task));
    }

    RetryPolicy retries() {
        return retries;
    }

    /** HubSpot carried out this write. */
    void written(ContactWrite write, String recordId, Outcome outcome) {
        retries.written();
        done(write, Optional.of(recordId), outcome);
    }

    /** The contact is as it should be. What HubSpot did not let be written becomes a failure. */
    public void done(ContactWrite write, Outcome outcome) {
        done(write, write.seen().recordId(), outcome);
    }

    private void done(ContactWrite write, Optional<String> recordId, Outcome outcome) {
        recordId.filter(id -> !id.isEmpty()).ifPresent(id -> applied.add(new Applied(Long.parseLong(id), write)));
        write.link().map(LoginConsent.ViaLink::id).ifPresent(links::add);
        var work = write.work();
        if (write.withheld().finding().isPresent()) {
            var finding = write.withheld().finding().get();
            fail(work, finding.reason(), finding.detail(), finding.recordId());
            return;
        }
        if (write.incomplete()) {
            settlement.follow(
                    work.events(),
                    Payload.COMPLETE_PROFILE,
                    gates.isFailing(connectionId) ? gates.dueWhileClosed(connectionId) : now.plus(MIN_COMPLETION_WAIT),
                    counted(outcome),
                    ProfileGates.WAITS);
        } else {
            settlement.finish(work.events(), counted(outcome));
        }
        close(work, outcome);
    }

    /** Must not be written, now or ever, and no person has to act. */
    void skip(FriendWork work) {
        settlement.finish(work.events(), counted(Outcome.SKIPPED));
        close(work, Outcome.SKIPPED);
    }

    private static Settlement.Outcome counted(Outcome outcome) {
        return switch (outcome) {
            case CREATED -> Settlement.Outcome.CREATED;
            case UPDATED -> Settlement.Outcome.UPDATED;
            case UNCHANGED, SKIPPED -> Settlement.Outcome.UNCHANGED;
            case FAILED -> Settlement.Outcome.FAILED;
        };
    }

    /** Can never be written as it is: a person has to act. */
    void fail(FriendWork work, Reason reason, String detail) {
        fail(work, reason, detail, "");
    }

    /**
     * The same because of another contact.
     *
     * @param recordId of the HubSpot contact that prevents it
     */
    void fail(FriendWork work, Reason reason, String detail, String recordId) {
        fail(work.events(), reason, detail, recordId);
        open.remove(work.friend());
    }

    /** Events that belong to no friend's work, among them task requests. */
    public void fail(List<PendingEvent> events, Reason reason, String detail, String recordId) {
        settlement.fail(events, reason.name(), detail, recordId);
        events.forEach(event -> {
            openTasks.remove(event.id());
            outcomes.add(Outcome.FAILED);
        });
    }

    /** A task could not be created for now; the last attempt becomes a failure. */
    public void retry(PendingEvent task, RetryCause cause) {
        if (retries.isLast(task.attempts(), cause)) {
            fail(List.of(task), cause.reason(), cause.detail(), cause.recordId());
        } else {
            later(task);
        }
    }

    /** A task request waits, and this is no failure of its own. */
    public void later(PendingEvent task) {
        later(task, RetryPolicy.backoff(task.attempts()), true);
    }

    private void later(PendingEvent task, Duration wait, boolean attempted) {
        settlement.later(List.of(task), now.plus(wait), attempted);
        openTasks.remove(task.id());
    }

    /** Events that belong to no friend's work, and need nothing (more). */
    public void done(List<PendingEvent> events) {
        settlement.finish(events, Settlement.Outcome.UNCHANGED);
        events.forEach(event -> openTasks.remove(event.id()));
    }

    /** This friend's contact alone could not be written: each wait is longer, and the last attempt becomes a failure. */
    public void retry(FriendWork work, RetryCause cause) {
        if (retries.isLast(work.attempts(), cause)) {
            fail(work, cause.reason(), cause.detail(), cause.recordId());
        } else {
            later(work, RetryPolicy.backoff(work.attempts()), true);
        }
    }

    /** Waits so long, and this is no attempt. */
    public void later(FriendWork work, Duration wait) {
        later(work, wait, false);
    }

    private void later(FriendWork work, Duration wait, boolean attempted) {
        settlement.later(work.events(), now.plus(wait), attempted);
        open.remove(work.friend());
    }

    /**
     * The batch failed as a whole: all that is open waits. That counts as an attempt only where writes of others succeed
     * meanwhile, so an outage of the whole portal uses up no attempts. A friend who is alone in the batch then is the cause.
     */
    public void postpone(HubSpotException failure) {
        var asked = failure.retryAfter().orElse(Duration.ZERO);
        var friends = open();
        if (friends.size() == 1 && openTasks.isEmpty()) {
            var friend = friends.iterator().next();
            if (retries.othersSucceed(friend.attempts())) {
                retry(friend, RetryCause.of(failure));
                return;
            }
        }
        friends.forEach(friend -> {
            postpone(friend.events(), wait(asked, friend.attempts()), othersSucceed(friend.attempts()));
            open.remove(friend.friend());
        });
        List.copyOf(openTasks.values()).forEach(task -> {
            postpone(List.of(task), wait(asked, task.attempts()), othersSucceed(task.attempts()));
            openTasks.remove(task.id());
        });
    }

    /** Where nobody's writes succeed, the portal is what all wait for. */
    private void postpone(List<PendingEvent> events, Duration wait, boolean othersSucceed) {
        settlement.later(events, now.plus(wait), othersSucceed, othersSucceed ? "" : WAITS_FOR_HUBSPOT);
    }

    private Duration wait(Duration asked, int attempts) {
        return RetryPolicy.longer(asked, retries.waitOfAll(attempts));
    }

    private boolean othersSucceed(int attempts) {
        return retries.othersSucceed(attempts);
    }

    /**
     * LINE did not give this friend's profile. Where it gives none at all, the friend waits until it does; where it gives
     * those of others, the problem is this friend's, and the last attempt becomes a failure.
     */
    public void waitForLine(FriendWork work) {
        open.remove(work.friend());
        if (gates.isFailing(connectionId)) {
            settlement.later(work.events(), gates.dueWhileClosed(connectionId), false, ProfileGates.WAITS);
        } else if (work.attempts() + 1 >= RetryPolicy.MAX_ATTEMPTS) {
            fail(work, Reason.PROFILE_NOT_TOLD, "");
        } else {
            var wait = MIN_COMPLETION_WAIT.multipliedBy(1L << Math.min(work.attempts(), 5));
            settlement.later(
                    work.events(),
                    now.plus(wait.compareTo(MAX_COMPLETION_WAIT) > 0 ? MAX_COMPLETION_WAIT : wait),
                    true,
                    ProfileGates.WAITS);
        }
    }

    private void close(FriendWork work, Outcome outcome) {
        open.remove(work.friend());
        outcomes.add(outcome);
    }

    /** The friends of whom nothing is recorded yet. */
    private Collection<FriendWork> open() {
        return List.copyOf(open.values());
    }

    /** All that was recorded, for the inbox. */
    public Settlement settlement() {
        return settlement;
    }

    /** All that was recorded, to be counted. */
    public List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How many contacts HubSpot said that it created. */
    public int created() {
        return Collections.frequency(outcomes, Outcome.CREATED);
    }

    /** What friends did whose events were applied and who have a contact. */
    public List<OfContact> activities() {
        return Activities.of(applied);
    }

    /** The ids of the custom links that contacts came by. */
    public List<String> links() {
        return List.copyOf(links);
    }
}
