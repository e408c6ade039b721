package musubi.sync.batch;

/** What became of a friend's events: the label of the metric {@code musubi_contacts_written_total}. */
public enum Outcome {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** Must not be written, now or ever. */
    SKIPPED,
    FAILED
}
