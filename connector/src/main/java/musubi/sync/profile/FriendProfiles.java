package musubi.sync.profile;

import musubi.sync.SyncParts;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.FriendWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import musubi.connection.Connection;
import musubi.contact.Change;
import musubi.contact.Fact;
import musubi.contact.LineUserId;
import musubi.contact.Profile;
import musubi.line.LineProfile;

/** What LINE says of the friends of one batch; each is asked about once. */
final class FriendProfiles {

    private final SyncParts parts;
    private final Connection connection;
    private final BatchOutcomes ledger;
    private final Map<LineUserId, LineProfile> answers = new HashMap<>();

    FriendProfiles(SyncParts parts, Connection connection, BatchOutcomes ledger) {
        this.parts = parts;
        this.connection = connection;
        this.ledger = ledger;
    }

    /**
     * Asks LINE first for friends of whom nothing but the profile is missing: without it nothing is to be read or written
     * in HubSpot. While LINE does not answer one of them is asked about, and the others wait.
     *
     * @return those whose contacts are to be read: all but those who wait for LINE
     */
    List<FriendWork> first(List<FriendWork> work) {
        var missing = work.stream()
                .filter(friend -> isProfileOnly(friend.change()) || isOutsideOnly(friend.change()))
                .toList();
        if (missing.isEmpty()) {
            return work;
        }
        var gates = parts.profileGates();
        if (gates.closed(connection.id()).isEmpty()) {
            if (gates.isInTrouble(connection.id())) {
                ask(missing.stream().limit(1).toList());
            }
            if (!gates.isInTrouble(connection.id())) {
                ask(missing.stream()
                        .filter(friend -> isProfileOnly(friend.change()))
                        .toList());
            }
        }
        var ready = new ArrayList<FriendWork>();
        for (var friend : work) {
            var answer = answers.get(friend.friend());
            var waits = missing.contains(friend)
                    && (answer instanceof LineProfile.Failed || (answer == null && gates.isInTrouble(connection.id())));
            if (waits) {
                ledger.waitForLine(friend);
            } else {
                ready.add(friend);
            }
        }
        return ready;
    }

    private static boolean isProfileOnly(Change change) {
        return change.equals(Change.PROFILE_ONLY);
    }

    /** Whether the profile is needed is only known from the contact; that it cannot be had is known before. */
    private static boolean isOutsideOnly(Change change) {
        return change.fact(Fact.SeenOutside.class).map(Fact.SeenOutside::at).map(Change::outside).filter(change::equals).isPresent();
    }

    /** Asks about those who were not asked about yet, side by side. */
    void ask(Collection<FriendWork> friends) {
        var open = friends.stream()
                .map(FriendWork::friend)
                .filter(friend -> !answers.containsKey(friend))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        var gates = parts.profileGates();
        var refused = gates.refused(connection.id());
        if (refused.isPresent()) {
            open.forEach(friend -> answers.put(friend, new LineProfile.Failed(refused.get())));
            return;
        }
        var channel = parts.connections().lineChannel(connection.id());
        gates.asking(connection.id(), channel);
        var asked = new HashMap<LineUserId, CompletableFuture<LineProfile>>();
        open.forEach(friend -> asked.put(friend, parts.line().profile(channel, friend.value())));
        var given = new HashMap<LineUserId, LineProfile>();
        asked.forEach((friend, answer) -> given.put(friend, answer.join()));
        answers.putAll(given);
        LineProblems.report(parts.connections(), connection, given.values());
        if (gates.answered(connection.id(), given.values())) {
            parts.inbox().release(connection.id(), ProfileGates.WAITS);
        }
    }

    /** What LINE answered; empty when it was not asked. */
    Optional<LineProfile> of(LineUserId friend) {
        return Optional.ofNullable(answers.get(friend));
    }

    static Profile profile(Optional<LineProfile> answer) {
        return switch (answer.orElse(null)) {
            case null -> new Profile.NotAsked();
            case LineProfile.Found found -> new Profile.Known(found.displayName(), found.pictureUrl());
            case LineProfile.NotFound ignored -> new Profile.Unknown();
            case LineProfile.Failed ignored -> new Profile.NotAsked();
        };
    }
}
