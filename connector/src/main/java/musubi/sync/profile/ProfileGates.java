package musubi.sync.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.line.LineChannel;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import org.springframework.stereotype.Component;

/**
 * Decides when LINE is asked for profiles again, by channel and kind of failure. While LINE does not answer, it is asked
 * about one friend a minute, not about each whose profile is missing; when it answers, all who waited are applied at once
 * (docs/adr/0020).
 */
@Component
public class ProfileGates {

    /** Marks what waits in the inbox until LINE answers. */
    public static final String WAITS = "LINE_PROFILE";

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    /** How long those wait who are not the next to be asked about, should LINE not be asked meanwhile. */
    private static final Duration FALLBACK_WAIT = Duration.ofMinutes(15);
    /** Keeps LINE from being asked in a tight loop. */
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);
    /** By how much the clock of the database, which decides what is due, may differ from ours. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    /**
     * What is known of a channel.
     *
     * @param failure why LINE did not answer; empty when it did
     * @param failures how often in a row it failed in that way
     * @param askAt when LINE is asked again
     * @param probeAt until when a friend waits in the inbox to be asked about; the far past while none does
     */
    private record Gate(Optional<LineFailure> failure, int failures, Instant askAt, Instant probeAt) {
        static final Gate UNKNOWN = new Gate(Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH);
    }

    private final Map<UUID, Gate> gates = new ConcurrentHashMap<>();
    private final Map<UUID, LineChannel> channels = new ConcurrentHashMap<>();

    /** The connections of which nobody began to wait for LINE as a whole since they were last looked at. */
    private final Set<UUID> looked = ConcurrentHashMap.newKeySet();

    private final Clock clock;

    ProfileGates(Clock clock) {
        this.clock = clock;
    }

    /** Why LINE is not asked now for what is not urgent. */
    Optional<LineFailure> closed(UUID connectionId) {
        var gate = gate(connectionId);
        return clock.instant().isBefore(gate.askAt) ? gate.failure : Optional.empty();
    }

    /** Why LINE is not even asked for new friends: it refuses the channel until a person acts. */
    Optional<LineFailure> refused(UUID connectionId) {
        return closed(connectionId).filter(failure -> switch (failure.kind()) {
            case UNAUTHORIZED, FORBIDDEN -> true;
            case LIMITED, QUOTA, UNAVAILABLE, REJECTED, UNREACHABLE -> false;
        });
    }

    /** Whether LINE did not answer when it was last asked. */
    public boolean isFailing(UUID connectionId) {
        return gate(connectionId).failure.isPresent();
    }

    /**
     * Records what LINE answered.
     *
     * @return whether it answers after it had not, or for the first time: those who wait are then due
     */
    boolean answered(UUID connectionId, Collection<LineProfile> answers) {
        if (answers.isEmpty()) {
            return false;
        }
        var before = gate(connectionId);
        if (answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            gates.put(connectionId, new Gate(Optional.empty(), 0, clock.instant(), Instant.EPOCH));
            return before.failure.isPresent() || before.equals(Gate.UNKNOWN);
        }
        answers.stream()
                .filter(LineProfile.Failed.class::isInstance)
                .map(LineProfile.Failed.class::cast)
                .findFirst()
                .ifPresent(failed -> gates.put(connectionId, failed(before, failed.failure())));
        return false;
    }

    private Gate failed(Gate before, LineFailure failure) {
        var same =
                before.failure.filter(known -> known.kind() == failure.kind()).isPresent();
        var failures = same ? before.failures + 1 : 1;
        var seconds = Math.min(1L << Math.min(failures, 6), MAX_WAIT.toSeconds());
        return new Gate(Optional.of(failure), failures, clock.instant().plusSeconds(seconds), Instant.EPOCH);
    }

    /** When one more friend is due: the first when LINE is asked again, all others much later. */
    public synchronized Instant dueWhileClosed(UUID connectionId) {
        looked.remove(connectionId);
        var gate = gate(connectionId);
        var now = clock.instant();
        if (gate.probeAt.isAfter(now.plus(CLOCK_SKEW))) {
            return now.plus(FALLBACK_WAIT);
        }
        var soonest = now.plus(MIN_WAIT);
        var due = gate.askAt.isBefore(soonest) ? soonest : gate.askAt;
        gates.put(connectionId, new Gate(gate.failure, gate.failures, gate.askAt, due.plus(CLOCK_SKEW)));
        return due;
    }

    /**
     * Whether some may wait for LINE as a whole although it answers, as far as this node knows. True once for all who began to wait until now: the waits of a
     * single friend, whose profile LINE does not give, go on as they are.
     */
    public boolean mayWaitInVain(UUID connectionId) {
        return !isFailing(connectionId) && looked.add(connectionId);
    }

    /** Records the credentials by which LINE is asked. */
    void asking(UUID connectionId, LineChannel channel) {
        channels.put(connectionId, channel);
    }

    /**
     * Asks LINE again at once when the connection has other credentials now.
     *
     * @return whether it has
     */
    public boolean changed(UUID connectionId, LineChannel channel) {
        var before = channels.get(connectionId);
        return before != null && !before.equals(channel) && gates.remove(connectionId) != null;
    }

    /** Forgets a deleted connection. */
    public void drop(UUID connectionId) {
        gates.remove(connectionId);
        channels.remove(connectionId);
        looked.remove(connectionId);
    }

    private Gate gate(UUID connectionId) {
        return gates.getOrDefault(connectionId, Gate.UNKNOWN);
    }
}
