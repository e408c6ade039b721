package musubi.sync.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineUserId;
import musubi.inbox.EventQueue;
import musubi.line.LineClient;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import musubi.sync.SyncSettings;
import org.springframework.stereotype.Component;

/** Asks LINE for profiles, side by side, and reports what the answers mean for the channel. */
@Component
public class AskProfiles {

    private final Connections connections;
    private final LineClient line;
    private final ProfileGates gates;
    private final EventQueue queue;
    private final SyncSettings settings;
    private final Clock clock;

    AskProfiles(
            Connections connections,
            LineClient line,
            ProfileGates gates,
            EventQueue queue,
            SyncSettings settings,
            Clock clock) {
        this.connections = connections;
        this.line = line;
        this.gates = gates;
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    /** For the friends of one batch. */
    public FriendProfiles of(Connection connection) {
        return new FriendProfiles(this, gates, connection);
    }

    /** LINE's answers, or why it is not asked. */
    Map<LineUserId, LineProfile> ask(Connection connection, Collection<LineUserId> friends) {
        var refused = gates.refused(connection.id());
        if (refused.isPresent()) {
            var answer = new LineProfile.Failed(refused.get());
            return friends.stream().collect(Collectors.toMap(friend -> friend, ignored -> answer));
        }
        var channel = connections.lineChannel(connection.id());
        gates.asking(connection.id(), channel);
        var asked = new HashMap<LineUserId, CompletableFuture<LineProfile>>();
        friends.forEach(friend -> asked.put(friend, line.profile(channel, friend.value())));
        var answers = new HashMap<LineUserId, LineProfile>();
        asked.forEach((friend, answer) -> answers.put(friend, answer.join()));
        LineProblems.report(connections, connection, answers.values());
        if (gates.answered(connection.id(), answers.values())) {
            queue.release(connection.id(), ProfileGates.WAITS);
        }
        return answers;
    }

    /**
     * Whether a new contact waits for its name: LINE may give it soon, and the first event arrived recently.
     *
     * @param receivedAt when the friend's first event arrived
     */
    boolean isWorthWaiting(LineProfile answer, Instant receivedAt) {
        return answer instanceof LineProfile.Failed(var failure)
                && failure.kind() != LineFailure.Kind.UNAUTHORIZED
                && failure.kind() != LineFailure.Kind.FORBIDDEN
                && age(receivedAt).compareTo(settings.profilePatience()) < 0;
    }

    /** How long it waits before LINE is asked again: as long as it has waited, 1 to 8 s. */
    Duration wait(Instant receivedAt) {
        return Duration.ofSeconds(Math.clamp(age(receivedAt).toSeconds(), 1, 8));
    }

    private Duration age(Instant receivedAt) {
        return Duration.between(receivedAt, clock.instant());
    }
}
