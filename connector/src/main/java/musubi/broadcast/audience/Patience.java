package musubi.broadcast.audience;

import musubi.hubspot.HubSpotException;

/** How long HubSpot is waited for while an audience is read, and who is told of it. */
public interface Patience {

    /** Asked before each wait: whether to wait at all. */
    boolean goesOn();

    /** A call failed in a way that passes by itself, and is made again. */
    void waits(HubSpotException failure);

    /** A call succeeded. */
    void answered();
}
