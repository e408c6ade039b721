package musubi.broadcast.audience;

import musubi.hubspot.HubSpotException;

/** Is told how the calls go that read an audience. */
public interface CallWatch {

    /** A call failed with what passes by itself, and is made again. */
    void failed(HubSpotException.Kind kind);

    /** A call succeeded. */
    void succeeded();
}
