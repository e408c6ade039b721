package musubi.hubspot;

/** What became of one row of a batch. */
public sealed interface RowOutcome {

    /**
     * Written.
     *
     * @param created whether there was no such contact before
     */
    record Written(String recordId, boolean created) implements RowOutcome {}

    /** Not written, for this reason. */
    record Refused(HubSpotError error) implements RowOutcome {}

    /** HubSpot's answer leaves the row out: it may or may not have been written. */
    record Unknown() implements RowOutcome {}
}
