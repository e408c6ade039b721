package musubi.hubspot;

import java.util.Optional;

/** Supplies the access token of a call at the moment the call is sent. Equal sources supply the same tokens. */
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
