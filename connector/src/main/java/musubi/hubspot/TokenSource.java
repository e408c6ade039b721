package musubi.hubspot;

import java.util.Optional;

/** Where a call gets its access token from, at the moment it is sent. Two that are equal open the same in the same way. */
public interface TokenSource {

    /**
     * The token to use now.
     *
     * @throws HubSpotException when there is none
     */
    String current();

    /**
     * HubSpot answered a call with this token with 401.
     *
     * @return another one, to try once more with; empty when there can be none
     * @throws HubSpotException when there may be one, but not now
     */
    Optional<String> insteadOf(String refused);

    /** Whether a person gives access by installing an app, not by a token. */
    boolean ofApp();
}
