package musubi.sync;

import musubi.sync.task.MakeTasks;
import musubi.sync.profile.FriendProfiles;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ContactWrite;
import musubi.sync.batch.FriendWork;
import musubi.sync.batch.PortalHealth;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.WriteContacts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.contact.Defaults;
import musubi.contact.Fact;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;
import musubi.inbox.NewEvent;
import musubi.inbox.PendingEvent;
import musubi.inbox.Sha256Id;

/**
 * Brings up to 100 friends of one connection into HubSpot: one call to read them, their profiles side by side, one call
 * to make the new ones and one to change the others.
 */
final class ApplyBatch {

    /**
     * How it went.
     *
     * @param trouble what stood in the way of all
     * @param propertyMissing whether a property was found to be gone
     * @param wrote whether HubSpot carried out a write
     */
    record Result(Optional<HubSpotException> trouble, boolean propertyMissing, boolean wrote) {}

    private final SyncParts parts;
    private final Connection connection;
    private final PortalAccess access;
    private final ClaimedEvents taken;
    private final PortalHealth health;
    private final BatchOutcomes ledger;
    private final Defaults defaults;

    /** @param health how the portal fared before */
    ApplyBatch(SyncParts parts, Connection connection, PortalAccess access, ClaimedEvents taken, PortalHealth health) {
        this.parts = parts;
        this.connection = connection;
        this.access = access;
        this.taken = taken;
        this.health = health;
        this.ledger = new BatchOutcomes(parts, connection.id(), taken, health);
        this.defaults = new Defaults(
                connection.japanese() ? "LINE友だち" : "LINE friend",
                parts.address().of("/avatar.png").toString(),
                LocalDate.ofInstant(parts.clock().instant(), connection.timeZone()));
        var ofFriends = taken.unreadable().stream()
                .collect(Collectors.partitioningBy(
                        event -> LineUserId.parse(event.friend()).isPresent()));
        ledger.fail(ofFriends.getOrDefault(true, List.of()), Reason.UNREADABLE, "", "");
        ledger.wrongIds(ofFriends.getOrDefault(false, List.of()));
    }

    /** Does it all, and records what came of it in the inbox. */
    Result run() {
        var profiles = new FriendProfiles(parts, connection, ledger);
        var reads = new ReadContacts(parts, access);
        var decisions = new Decisions(parts, connection, reads, profiles, ledger, defaults);
        var write = new WriteContacts(parts, connection, reads, decisions, ledger, defaults);
        Optional<HubSpotException> trouble = Optional.empty();
        try {
            var ready = profiles.first(withoutTakenBack(taken.work()));
            var toRead = Stream.concat(
                            ready.stream().map(friend -> friend.friend().value()),
                            taken.tasks().stream().map(PendingEvent::friend))
                    .distinct()
                    .toList();
            if (!toRead.isEmpty()) {
                var contacts = read(reads, toRead);
                var rows = decisions.of(ready, contacts);
                if (connection.options().createTaskOnMessage()) {
                    wishForTasks(rows);
                }
                write.write(rows);
                new MakeTasks(parts, connection, reads, access, ledger).make(taken.tasks(), contacts);
            }
        } catch (HubSpotException e) {
            trouble = Optional.of(e);
            postpone(e);
        }
        ledger.settle();
        var missing = write.propertyMissing()
                || decisions.propertyMissing()
                || trouble.filter(e -> e.kind() == Kind.REJECTED).isPresent();
        return new Result(trouble, missing, ledger.hasWritten());
    }

    /** Where everybody has to wait, the events stay as they are: it is none of their failures. */
    private void postpone(HubSpotException trouble) {
        switch (trouble.kind()) {
            case AUTH, QUOTA, LIMITED -> {}
            case RETRY, REJECTED -> ledger.postpone(trouble);
        }
    }

    private ReadContacts.Contacts read(ReadContacts reads, List<String> friends) {
        var names = connection.propertyNames();
        var properties = Decisions.properties(names);
        if (!taken.tasks().isEmpty()) {
            properties.add(MakeTasks.OWNER);
        }
        var suspicious = health.isSuspicious() || taken.work().stream().anyMatch(ledger::isSuspicious);
        return reads.by(names.of(LineProperty.USER_ID), friends, properties, suspicious);
    }

    /** Messages taken back before they came, or together with others, have no text; what else waits of them loses it. */
    private List<FriendWork> withoutTakenBack(List<FriendWork> work) {
        var replies = new HashMap<LineUserId, String>();
        for (var friend : work) {
            if (!friend.change().takenBack().isEmpty()) {
                parts.takenBack()
                        .takeBack(
                                connection.id(),
                                friend.friend(),
                                friend.change().takenBack());
            }
            friend.change().reply().ifPresent(reply -> replies.put(friend.friend(), reply.messageId()));
        }
        var taken = parts.takenBack().among(connection.id(), replies);
        return work.stream()
                .map(friend -> friend.without(taken.getOrDefault(friend.friend(), Set.of())))
                .toList();
    }

    /**
     * A message opens a conversation where none is unanswered: the wish is on disk before the contact says so. It is named
     * by the state of the contact that the message came upon, so that the same message, applied again, and another one
     * while the contact cannot be written, wish for no second task.
     */
    private void wishForTasks(List<ContactWrite> rows) {
        var wishes = new ArrayList<NewEvent>();
        for (var row : rows) {
            if (row.opensConversation()) {
                wishes.add(new NewEvent(
                        connection.id(),
                        Sha256Id.of(row.seen().opening()),
                        row.work().friend().value(),
                        Payload.task(row.work().change().fact(Fact.Unanswered.class).orElseThrow().at())));
            }
        }
        if (!wishes.isEmpty()) {
            parts.inbox().append(wishes);
        }
    }
}
