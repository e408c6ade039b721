package musubi.friends;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.inbox.Origins.Progress;

/**
 * Friends brought in by an operator.
 *
 * @param progress found = pending + created + updated + unchanged + failed
 * @param badLines lines of a file that hold no LINE user id
 * @param problem why it failed, or what it waits for; empty when all is well
 */
public record Import(
        UUID id,
        UUID connectionId,
        Source source,
        State state,
        Progress progress,
        long badLines,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<String> problem) {

    /** Where the ids come from. */
    public enum Source {
        /** LINE's own list of the account's friends. */
        FOLLOWERS,
        /** A file. */
        CSV
    }

    /** How far it is. */
    public enum State {
        /** Its file is still being read. */
        QUEUED,
        RUNNING,
        PAUSED,
        DONE,
        FAILED,
        CANCELLED
    }
}
