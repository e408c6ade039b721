package musubi.sync.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.contact.Change;
import musubi.contact.Fact;
import musubi.contact.LineUserId;
import musubi.contact.Profile;
import musubi.line.LineProfile;

/** The profiles of the friends of one batch; LINE is asked about each at most once. */
public final class FriendProfiles {

    private final AskProfiles asks;
    private final ProfileGates gates;
    private final Connection connection;
    private final Map<LineUserId, LineProfile> answers = new HashMap<>();

    FriendProfiles(AskProfiles asks, ProfileGates gates, Connection connection) {
        this.asks = asks;
        this.gates = gates;
        this.connection = connection;
    }

    /**
     * Asks LINE first about friends of whom only the profile is missing: without it nothing is to be read or written in
     * HubSpot. While LINE does not answer, it is asked about one of them, and the others wait.
     *
     * @param changes of all friends of the batch
     * @return those who wait for LINE; the contacts of all others are to be read
     */
    public Set<LineUserId> askFirst(Map<LineUserId, Change> changes) {
        var profileOnly = friends(changes, Change.PROFILE_ONLY::equals);
        var missing = friends(changes, change -> change.equals(Change.PROFILE_ONLY) || isOutsideOnly(change));
        if (missing.isEmpty()) {
            return Set.of();
        }
        if (gates.closed(connection.id()).isEmpty()) {
            if (gates.isFailing(connection.id())) {
                ask(missing.stream().limit(1).toList());
            }
            if (!gates.isFailing(connection.id())) {
                ask(profileOnly);
            }
        }
        return missing.stream().filter(this::waits).collect(Collectors.toSet());
    }

    private static Collection<LineUserId> friends(Map<LineUserId, Change> changes, Predicate<Change> which) {
        return changes.entrySet().stream()
                .filter(change -> which.test(change.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the profile is needed is known from the contact alone; that LINE gives none now is known before. */
    private static boolean isOutsideOnly(Change change) {
        return change.fact(Fact.SeenOutside.class)
                .map(Fact.SeenOutside::at)
                .map(Change::outside)
                .filter(change::equals)
                .isPresent();
    }

    private boolean waits(LineUserId friend) {
        var answer = answers.get(friend);
        return answer == null ? gates.isFailing(connection.id()) : answer instanceof LineProfile.Failed;
    }

    /** Asks about those of whom LINE was not asked yet. */
    public void ask(Collection<LineUserId> friends) {
        var open = new HashSet<>(friends);
        open.removeAll(answers.keySet());
        if (!open.isEmpty()) {
            answers.putAll(asks.ask(connection, open));
        }
    }

    /** Whether LINE was asked about the friend and gave no answer. */
    public boolean isFailed(LineUserId friend) {
        return answers.get(friend) instanceof LineProfile.Failed;
    }

    /**
     * How long a new contact waits for its name; empty when it is created at once.
     *
     * @param receivedAt when the friend's first event arrived
     */
    public Optional<Duration> wait(LineUserId friend, Instant receivedAt) {
        return Optional.ofNullable(answers.get(friend))
                .filter(answer -> asks.isWorthWaiting(answer, receivedAt))
                .map(ignored -> asks.wait(receivedAt));
    }

    /** The profile as the rules know it. */
    public Profile of(LineUserId friend) {
        return switch (answers.get(friend)) {
            case null -> new Profile.NotAsked();
            case LineProfile.Found found -> new Profile.Known(found.displayName(), found.pictureUrl());
            case LineProfile.NotFound ignored -> new Profile.Unknown();
            case LineProfile.Failed ignored -> new Profile.NotAsked();
        };
    }
}
