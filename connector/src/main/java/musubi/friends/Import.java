package musubi.friends;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.inbox.ImportJobs.Progress;

/**
 * Friends brought in by an operator.
 *
 * @param progress found = pending + created + updated + unchanged + failed
 * @param allFound whether found is all there will be; else LINE's list, or the file, is still being read
 * @param badLines lines of a file that hold no LINE user id
 * @param problem why it failed, or what it waits for; empty when all is well
 * @param nextTryAt when LINE is asked again; empty when it is not waited for
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

    /** How far it is. */
    public enum State {
        /** Its file is still being read. */
        QUEUED,
        RUNNING,
        PAUSED,
        DONE,
        FAILED,
        CANCELLED;

        /** Whether nothing more happens. */
        public boolean ended() {
            return switch (this) {
                case QUEUED, RUNNING, PAUSED -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }

    /** Of them, those that are done. */
    public long done() {
        return progress.found() - progress.pending();
    }

    /** The same with these counts. */
    Import with(Progress counts) {
        return new Import(
                id, connectionId, source, state, counts, allFound, badLines, startedAt, finishedAt, problem, nextTryAt);
    }

    /** The same, waiting for that. */
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
