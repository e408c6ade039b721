package musubi.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Imports append events by the thousand to the {@link EventQueue}. The events of an import form a job, which can be paused, resumed and
 * cancelled. They are taken by {@link EventQueue#takeBackground}. Their outcomes are counted in the transaction of their settlement, so
 * that the counts are exact after a crash too. Each friend is appended once per job.
 *
 * <p>All methods take part in the caller's transaction: what the caller notes about the job is there if and only if the job's events
 * are.
 */
public interface ImportJobs {

    /**
     * How far a job is: found = pending + created + updated + unchanged + failed.
     *
     * @param found friends appended
     * @param pending of them, those that are not done
     */
    record Progress(long found, long pending, long created, long updated, long unchanged, long failed) {

        /** Nothing yet. */
        public static final Progress NONE = of(0, 0, 0, 0, 0);

        /** With found as the sum of these. */
        public static Progress of(long pending, long created, long updated, long unchanged, long failed) {
            var found = pending + created + updated + unchanged + failed;
            return new Progress(found, pending, created, updated, unchanged, failed);
        }
    }

    /** Begins a job, not paused. */
    void open(UUID job, UUID connectionId);

    /** Appends an event for each of these friends; those that the job appended before are left out. */
    void append(UUID job, UUID connectionId, Collection<String> friends, EventPayload payload);

    /** Its events are not taken, until {@link #resume}. */
    void pause(UUID job);

    /** Its events are taken again. */
    void resume(UUID job);

    /** Ends it and deletes what is not done. What is being applied at this moment may still be written, and is then counted. */
    void cancel(UUID job);

    /** Nothing more is appended: whom it appended is forgotten, the counts stay. */
    void end(UUID job);

    /** Its counts; all zero when there is no such job. */
    default Progress progress(UUID job) {
        return progress(List.of(job)).getOrDefault(job, Progress.NONE);
    }

    /** The counts of several jobs in one query, without those that do not exist. */
    Map<UUID, Progress> progress(Collection<UUID> jobs);
}
