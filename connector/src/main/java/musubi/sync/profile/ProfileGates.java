package musubi.sync.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.line.LineChannel;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import org.springframework.stereotype.Component;

/**
 * When LINE is asked for profiles again, by channel and kind of trouble. While LINE does not answer, one friend a minute is
 * asked about, not each whose profile is missing; when it answers, all who waited are done at once (docs/adr/0020).
 */
@Component
class ProfileGates {

    /** What waits in the inbox until LINE answers. */
    static final String WAITS = "LINE_PROFILE";

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** For those who are not the next to be asked about: an end in case that nobody is. */
    private static final Duration IN_ANY_CASE = Duration.ofMinutes(15);
    /** LINE is not asked in a loop. */
    private static final Duration SOONEST = Duration.ofSeconds(1);
    /** The database, whose clock says what is due, and we may differ by so much. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    /**
     * How a channel fares.
     *
     * @param trouble why LINE did not answer; empty when it did
     * @param failures how often in a row with a trouble of that kind
     * @param askAt when it is asked again
     * @param probeAt until when somebody waits in the inbox to be asked about; the far past while nobody does
     */
    private record Gate(Optional<LineFailure> trouble, int failures, Instant askAt, Instant probeAt) {
        static final Gate UNKNOWN = new Gate(Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH);
    }

    private final Map<UUID, Gate> gates = new ConcurrentHashMap<>();
    private final Map<UUID, LineChannel> channels = new ConcurrentHashMap<>();
    private final Clock clock;

    ProfileGates(Clock clock) {
        this.clock = clock;
    }

    /** Why LINE is not asked now for what is not urgent. */
    Optional<LineFailure> closed(UUID connectionId) {
        var gate = gate(connectionId);
        return clock.instant().isBefore(gate.askAt) ? gate.trouble : Optional.empty();
    }

    /** Why LINE is not even asked for new friends: it refuses the channel until a person acts. */
    Optional<LineFailure> refused(UUID connectionId) {
        return closed(connectionId).filter(failure -> switch (failure.kind()) {
            case UNAUTHORIZED, FORBIDDEN -> true;
            case LIMITED, QUOTA, UNAVAILABLE, REJECTED, UNREACHABLE -> false;
        });
    }

    /** Whether LINE did not answer when it was last asked. */
    boolean isInTrouble(UUID connectionId) {
        return gate(connectionId).trouble.isPresent();
    }

    /**
     * Notes what LINE answered.
     *
     * @return whether it answers after it had not, or for the first time: those who wait are to be done
     */
    boolean answered(UUID connectionId, Collection<LineProfile> answers) {
        if (answers.isEmpty()) {
            return false;
        }
        var before = gate(connectionId);
        if (answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            gates.put(connectionId, new Gate(Optional.empty(), 0, clock.instant(), Instant.EPOCH));
            return before.trouble.isPresent() || before.equals(Gate.UNKNOWN);
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
                before.trouble.filter(known -> known.kind() == failure.kind()).isPresent();
        var failures = same ? before.failures + 1 : 1;
        var seconds = Math.min(1L << Math.min(failures, 6), LONGEST_WAIT.toSeconds());
        return new Gate(Optional.of(failure), failures, clock.instant().plusSeconds(seconds), Instant.EPOCH);
    }

    /** Until when one more waits: the first to be asked about is due when LINE is asked again, all others much later. */
    synchronized Instant dueWhileClosed(UUID connectionId) {
        var gate = gate(connectionId);
        var now = clock.instant();
        if (gate.probeAt.isAfter(now.plus(SKEW))) {
            return now.plus(IN_ANY_CASE);
        }
        var soonest = now.plus(SOONEST);
        var due = gate.askAt.isBefore(soonest) ? soonest : gate.askAt;
        gates.put(connectionId, new Gate(gate.trouble, gate.failures, gate.askAt, due.plus(SKEW)));
        return due;
    }

    /** LINE is asked by these credentials now. */
    void asking(UUID connectionId, LineChannel channel) {
        channels.put(connectionId, channel);
    }

    /**
     * The connection may have other credentials at LINE now.
     *
     * @return whether it has: LINE is asked again at once
     */
    boolean changed(UUID connectionId, LineChannel channel) {
        var before = channels.get(connectionId);
        return before != null && !before.equals(channel) && gates.remove(connectionId) != null;
    }

    /** Drops all that belongs to the connection. */
    void drop(UUID connectionId) {
        gates.remove(connectionId);
        channels.remove(connectionId);
    }

    private Gate gate(UUID connectionId) {
        return gates.getOrDefault(connectionId, Gate.UNKNOWN);
    }
}
