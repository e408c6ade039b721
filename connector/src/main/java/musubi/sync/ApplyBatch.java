package musubi.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.contact.Contact;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.Profile;
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;
import musubi.inbox.Fingerprint;
import musubi.inbox.NewEvent;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import musubi.sync.SyncParts.Outcome;

/**
 * Brings up to 100 friends of one connection into HubSpot: one call to read them, their profiles side by side, one call
 * to write them.
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

    private static final Duration OUTSIDE_WAIT = Duration.ofSeconds(30);

    private final SyncParts parts;
    private final Connection connection;
    private final PortalAccess access;
    private final Taken taken;
    private final List<FriendWork> work;
    private final Ledger ledger;
    private final Defaults defaults;

    ApplyBatch(SyncParts parts, Connection connection, PortalAccess access, Taken taken) {
        this.parts = parts;
        this.connection = connection;
        this.access = access;
        this.taken = taken;
        this.work = taken.work();
        this.ledger = new Ledger(parts, connection.id(), work);
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

    /** @param healthy whether HubSpot carried out other writes a short while ago */
    Result run(boolean healthy) {
        var write = new WriteContacts(parts, connection, access, ledger, defaults);
        Optional<HubSpotException> trouble = Optional.empty();
        try {
            if (!taken.toRead().isEmpty()) {
                var records = records();
                write.write(decide(contacts(records)), healthy);
                new MakeTasks(parts, connection, access, ledger).make(taken.tasks(), records);
            }
        } catch (HubSpotException e) {
            trouble = Optional.of(e);
            postpone(e);
        }
        ledger.settle();
        var missing = write.propertyMissing()
                || trouble.filter(e -> e.kind() == Kind.REJECTED).isPresent();
        return new Result(trouble, missing, write.wrote());
    }

    /** Where everybody has to wait, the events stay as they are: it is none of their failures. */
    private void postpone(HubSpotException trouble) {
        switch (trouble.kind()) {
            case AUTH, QUOTA, LIMITED -> {}
            case RETRY, REJECTED ->
                ledger.open().forEach(friend -> {
                    var backoff = Ledger.backoff(friend.attempts());
                    var asked = trouble.retryAfter().orElse(Duration.ZERO);
                    ledger.later(friend, asked.compareTo(backoff) > 0 ? asked : backoff, true);
                });
        }
    }

    private Map<String, ContactRecord> records() {
        var names = connection.propertyNames();
        var properties = WriteContacts.properties(names);
        if (!taken.tasks().isEmpty()) {
            properties.add(MakeTasks.OWNER);
        }
        return parts.hubspot().read(access, names.of(LineProperty.USER_ID), taken.toRead(), properties);
    }

    private Map<LineUserId, Contact> contacts(Map<String, ContactRecord> records) {
        var contacts = new HashMap<LineUserId, Contact>();
        records.forEach((id, record) -> LineUserId.parse(id)
                .ifPresent(friend -> contacts.put(friend, WriteContacts.contact(connection.propertyNames(), record))));
        return contacts;
    }

    private List<Row> decide(Map<LineUserId, Contact> contacts) {
        var profiles = profiles(contacts);
        var blocks = parts.blocked()
                .of(
                        connection.id(),
                        work.stream()
                                .map(FriendWork::friend)
                                .filter(friend -> !contacts.containsKey(friend))
                                .toList());
        var rows = new ArrayList<Row>();
        var newBlocks = new HashMap<LineUserId, Instant>();
        for (var friend : withoutTakenBack()) {
            var contact = Optional.ofNullable(contacts.get(friend.friend()));
            var answer = Optional.ofNullable(profiles.get(friend.friend()));
            if (contact.isEmpty()
                    && answer.filter(profile -> isWorthWaiting(profile, friend)).isPresent()) {
                ledger.later(friend, profileWait(friend), false);
                continue;
            }
            if (friend.change().outsideAt().isPresent() && answer.orElse(null) instanceof LineProfile.Failed) {
                // whether the friend follows is only known from LINE's answer, and the contact can wait for it
                ledger.later(friend, OUTSIDE_WAIT, false);
                continue;
            }
            var blockedAt = Optional.ofNullable(blocks.get(friend.friend()));
            var profile = answer.map(ApplyBatch::profile).orElse(new Profile.NotAsked());
            var write = ContactRules.write(
                    friend.friend(),
                    contact,
                    friend.change(),
                    profile,
                    blockedAt,
                    connection.options().autoCreateContacts(),
                    defaults);
            var row = Row.of(friend, profile, answer.orElse(null) instanceof LineProfile.Failed, write);
            if (write instanceof Write.Nothing) {
                friend.change()
                        .follow()
                        .filter(follow -> contact.isEmpty() && follow.state() == FollowState.NO)
                        .ifPresent(follow -> newBlocks.put(friend.friend(), follow.at()));
                ledger.done(row, Outcome.UNCHANGED);
            } else {
                rows.add(row);
            }
        }
        parts.blocked().note(connection.id(), newBlocks);
        if (connection.options().createTaskOnMessage()) {
            wishForTasks(rows);
        }
        return rows;
    }

    /** Messages taken back before they came, or together with others, have no text; what else waits of them loses it. */
    private List<FriendWork> withoutTakenBack() {
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
     * A message opens a conversation where none is unanswered: the wish is on disk before the contact says so. The first
     * message names it, so that the same message, applied again, wishes for no second task.
     */
    private void wishForTasks(List<Row> rows) {
        var wishes = new ArrayList<NewEvent>();
        for (var row : rows) {
            if (row.opensConversation()) {
                row.work()
                        .firstMessage()
                        .ifPresent(first -> wishes.add(new NewEvent(
                                connection.id(),
                                Fingerprint.of("task " + first.id()),
                                first.friend(),
                                Payload.task(row.work().change().unansweredAt().orElseThrow()))));
            }
        }
        if (!wishes.isEmpty()) {
            parts.inbox().append(wishes);
        }
    }

    private Map<LineUserId, LineProfile> profiles(Map<LineUserId, Contact> contacts) {
        var channel = parts.connections().lineChannel(connection.id());
        var asked = new HashMap<LineUserId, CompletableFuture<LineProfile>>();
        for (var friend : work) {
            var contact = Optional.ofNullable(contacts.get(friend.friend()));
            if (ContactRules.wantsProfile(
                    contact, friend.change(), connection.options().autoCreateContacts())) {
                asked.put(
                        friend.friend(),
                        parts.line().profile(channel, friend.friend().value()));
            }
        }
        var answers = new HashMap<LineUserId, LineProfile>();
        asked.forEach((friend, answer) -> answers.put(friend, answer.join()));
        LineTrouble.report(parts.connections(), connection, answers.values());
        return answers;
    }

    private static Profile profile(LineProfile answer) {
        return switch (answer) {
            case LineProfile.Found found ->
                new Profile.Known(found.displayName(), found.pictureUrl().map(Object::toString));
            case LineProfile.NotFound ignored -> new Profile.Unknown();
            case LineProfile.Failed ignored -> new Profile.NotAsked();
        };
    }

    /** A new contact waits a little for its name, unless LINE will not tell before an operator has acted. */
    private boolean isWorthWaiting(LineProfile answer, FriendWork friend) {
        return answer instanceof LineProfile.Failed(var failure)
                && failure.kind() != LineFailure.Kind.UNAUTHORIZED
                && failure.kind() != LineFailure.Kind.FORBIDDEN
                && age(friend).compareTo(parts.settings().profilePatience()) < 0;
    }

    private Duration profileWait(FriendWork friend) {
        return Duration.ofSeconds(Math.clamp(age(friend).toSeconds(), 1, 8));
    }

    private Duration age(FriendWork friend) {
        return Duration.between(friend.receivedAt(), parts.clock().instant());
    }
}
