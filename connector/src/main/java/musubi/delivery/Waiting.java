package musubi.delivery;

import java.time.Instant;
import musubi.line.LineFailure;

/** That a delivery waits for somebody else, and goes on by itself. */
public sealed interface Waiting {

    /** Since when. */
    Instant since();

    /**
     * While it is sent.
     *
     * @param code what LINE's last call failed with
     */
    record ForLine(LineFailure.Code code, Instant since) implements Waiting {}

    /** While it is prepared. */
    record ForHubSpot(Cause cause, Instant since) implements Waiting {

        /** What keeps HubSpot from answering. */
        public enum Cause {
            /** It cannot be reached, has a problem, or does not answer in time. */
            UNAVAILABLE,
            /** Too many calls at this moment. */
            LIMITED,
            /** The day's calls of the portal are used up. */
            QUOTA
        }
    }
}
