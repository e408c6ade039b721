package musubi.sync.outage;

import java.time.Instant;

/**
 * HubSpot does not carry out a portal's calls at the moment. Events wait meanwhile, and none is lost.
 *
 * @param status of HubSpot's last answer; 0 when there was none
 * @param since when the first of the calls failed
 * @param nextTry when HubSpot is called next; may be some seconds past
 */
public record Outage(Cause cause, int status, Instant since, Instant nextTry) {

    /** Why. */
    public enum Cause {
        /** There was no answer. */
        UNREACHABLE,
        /** HubSpot answers that it cannot do it now. */
        FAULT,
        /** Something else answers in HubSpot's place. */
        FOREIGN,
        /** HubSpot asks to wait unusually long. */
        BUSY,
        /** The day's calls are used up. */
        QUOTA
    }
}
