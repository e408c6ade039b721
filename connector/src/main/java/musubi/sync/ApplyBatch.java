package musubi.sync;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.contact.Change;
import musubi.contact.LineUserId;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;
import musubi.inbox.PendingEvent;
import musubi.inbox.Tenure;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.CreateFirst;
import musubi.sync.batch.FriendWork;
import musubi.sync.batch.PortalHealth;
import musubi.sync.batch.RetryPolicy;
import musubi.sync.profile.AskProfiles;
import musubi.sync.profile.FriendProfiles;
import musubi.sync.profile.ProfileGates;
import musubi.sync.task.MakeTasks;
import musubi.system.trace.Traces;
import org.springframework.stereotype.Component;

/**
 * Applies the events of up to 100 friends of one connection to HubSpot: one call reads their contacts, LINE is asked for
 * their profiles side by side, one call creates the new contacts and one changes the others. Where the last batches met new friends only, contacts are created
 * first, and those read that HubSpot refuses.
 */
@Component
final class ApplyBatch {

    /**
     * How a batch went.
     *
     * @param failure of the batch as a whole
     * @param propertyMissing whether a property was found not to exist (any more)
     * @param wrote whether HubSpot carried out a write
     * @param answered whether HubSpot was called, and nothing failed as a whole
     * @param typical whether it says how calls to the portal go: not all its friends had failed often before
     */
    record Result(
            Optional<HubSpotException> failure,
            boolean propertyMissing,
            boolean wrote,
            boolean answered,
            boolean typical) {}

    private final PrepareBatch prepare;
    private final AskProfiles profiles;
    private final ProfileGates gates;
    private final ContactBatches batches;
    private final MessageTasks tasks;
    private final SettleBatch settle;
    private final Traces traces;
    private final Clock clock;

    ApplyBatch(
            PrepareBatch prepare,
            AskProfiles profiles,
            ProfileGates gates,
            ContactBatches batches,
            MessageTasks tasks,
            SettleBatch settle,
            Traces traces,
            Clock clock) {
        this.prepare = prepare;
        this.profiles = profiles;
        this.gates = gates;
        this.batches = batches;
        this.tasks = tasks;
        this.settle = settle;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Applies the events, and records in the inbox what became of them.
     *
     * @param health of the portal before the batch
     * @param createFirst what the last batches of the same kind met
     * @throws musubi.inbox.OwnershipLostException when another node has owned the portal since the batch began
     */
    Result run(
            Connection connection,
            PortalAccess access,
            ClaimedEvents claimed,
            PortalHealth health,
            CreateFirst createFirst,
            Tenure tenure) {
        try (var span = traces.work("apply events").connection(connection.id()).events(claimed.events())) {
            var result = carryOut(connection, access, claimed, health, createFirst, tenure);
            result.failure().ifPresent(failure -> span.failed(failure.kind().name()));
            return result;
        }
    }

    private Result carryOut(
            Connection connection,
            PortalAccess access,
            ClaimedEvents claimed,
            PortalHealth health,
            CreateFirst createFirst,
            Tenure tenure) {
        var now = clock.instant();
        var retries = new RetryPolicy(health, now);
        var outcomes = new BatchOutcomes(connection.id(), now, retries, gates, claimed.work(), claimed.tasks());
        outcomes.settlement().under(tenure);
        var invalidIds = prepare.fail(connection.id(), claimed.unreadable(), outcomes);
        var asked = profiles.of(connection);
        var batch = batches.of(connection, access, asked, outcomes);
        Optional<HubSpotException> failure = Optional.empty();
        var answered = false;
        try {
            var work = prepare.withoutTakenBack(connection.id(), claimed.work());
            work = withProfiles(asked, work, outcomes);
            answered = apply(connection, batch, work, claimed, retries, outcomes, createFirst);
        } catch (HubSpotException e) {
            failure = Optional.of(e);
            postpone(e, outcomes);
        }
        settle.settle(connection, outcomes, invalidIds);
        var missing = batch.propertyMissing()
                || failure.filter(e -> e.kind() == Kind.REJECTED).isPresent();
        var typical = !claimed.work().stream().allMatch(RetryPolicy::failedOften);
        return new Result(failure, missing, retries.hasWritten(), answered, typical);
    }

    /** Those friends whose contacts are to be read: all but those who wait for LINE. */
    private static List<FriendWork> withProfiles(
            FriendProfiles profiles, List<FriendWork> work, BatchOutcomes outcomes) {
        var changes = new LinkedHashMap<LineUserId, Change>();
        work.forEach(friend -> changes.put(friend.friend(), friend.change()));
        var waiting = profiles.askFirst(changes);
        work.stream().filter(friend -> waiting.contains(friend.friend())).forEach(outcomes::waitForLine);
        return work.stream()
                .filter(friend -> !waiting.contains(friend.friend()))
                .toList();
    }

    /** False when there was nothing to call HubSpot for. */
    private boolean apply(
            Connection connection,
            ContactBatch batch,
            List<FriendWork> work,
            ClaimedEvents claimed,
            RetryPolicy retries,
            BatchOutcomes outcomes,
            CreateFirst createFirst) {
        var requests = claimed.tasks();
        var friends = Stream.concat(
                        work.stream().map(friend -> friend.friend().value()),
                        requests.stream().map(PendingEvent::friend))
                .distinct()
                .toList();
        if (friends.isEmpty()) {
            return false;
        }
        var reads = batch.reads();
        var suspicious = retries.isAnySuspicious(claimed.work());
        var mayBeNew = requests.isEmpty()
                && !suspicious
                && CreateFirst.mayBeNew(work, connection.options().autoCreateContacts());
        var properties = reads.properties();
        if (!requests.isEmpty()) {
            properties.add(MakeTasks.OWNER);
        }
        var contacts = mayBeNew && createFirst.isDue()
                ? reads.expectNew(friends)
                : reads.byUserId(friends, properties, suspicious);
        try {
            var writes = batch.decisions().of(work, contacts);
            tasks.request(connection, writes, claimed.asked());
            batch.write(writes);
        } finally {
            if (mayBeNew) {
                createFirst.met(contacts, outcomes.created());
            }
        }
        tasks.create(connection, requests, reads, contacts, outcomes);
        return true;
    }

    /** Where all have to wait, the events stay as they are: it is a failure of none of them. */
    private static void postpone(HubSpotException failure, BatchOutcomes outcomes) {
        switch (failure.kind()) {
            case AUTH, QUOTA, LIMITED -> {}
            case RETRY, REJECTED -> outcomes.postpone(failure);
        }
    }
}
