package musubi.delivery;

import java.time.Instant;
import java.util.Optional;
import musubi.line.LineFailure;

/** That a delivery waits for somebody else. */
public sealed interface Waiting {

    /** Since when. */
    Instant since();

    /** For a platform that does not answer as it should. */
    sealed interface ForPlatform extends Waiting permits ForLine, ForHubSpot {}

    /**
     * While it is sent.
     *
     * @param code what LINE's last call failed with
     */
    record ForLine(LineFailure.Code code, Instant since) implements ForPlatform {}

    /** While it is prepared. */
    record ForHubSpot(Cause cause, Instant since) implements ForPlatform {

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

    /**
     * What is held back waits until it is chosen what it says.
     *
     * @param until when that is chosen by itself; empty: by a person
     */
    record ForChoice(Instant since, Optional<Instant> until) implements Waiting {}
}
