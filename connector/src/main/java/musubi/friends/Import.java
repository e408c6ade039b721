package musubi.friends;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.inbox.ImportJobs.Progress;

/**
 * An import of friends that an operator started.
 *
 * @param progress found = pending + created + updated + unchanged + failed
 * @param allFound whether LINE's list or the file was read to its end, so that {@code found} does not grow any more
 * @param badLines lines of the file without a LINE user id
 * @param problem why it failed, or what it waits for; empty when there is no problem
 * @param nextTryAt when LINE is called again; empty when the import does not wait for LINE
 */
public record Import(
        UUID id,
        UUID connectionId,
        Source source,
        State state,
        Progress progress,
        boolean allFound,
        long badLines,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<ImportProblem> problem,
        Optional<Instant> nextTryAt) {

    /** Where the ids come from. */
    public enum Source {
        /** LINE's own list of the account's friends. */
        FOLLOWERS,
        /** A file. */
        CSV
    }

    /** The state of an import. */
    public enum State {
        /** Its file is still being read. */
        QUEUED,
        RUNNING,
        PAUSED,
        DONE,
        FAILED,
        CANCELLED;

        /** Whether the import has ended. */
        public boolean ended() {
            return switch (this) {
                case QUEUED, RUNNING, PAUSED -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }

    /** The number of friends that are done. */
    public long done() {
        return progress.found() - progress.pending();
    }

    /** A copy with other counts. */
    Import with(Progress counts) {
        return new Import(
                id, connectionId, source, state, counts, allFound, badLines, startedAt, finishedAt, problem, nextTryAt);
    }

    /** A copy with another problem. */
    Import waitingFor(ImportProblem what) {
        return new Import(
                id,
                connectionId,
                source,
                state,
                progress,
                allFound,
                badLines,
                startedAt,
                finishedAt,
                Optional.of(what),
                Optional.empty());
    }
}
