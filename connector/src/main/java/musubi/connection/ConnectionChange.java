package musubi.connection;

import java.util.Optional;

/**
 * The input to change a connection; an empty field stays as it is. New credentials are checked before they are saved.
 *
 * @param hubspotAccessToken access to HubSpot by this token from now on
 * @param portalId access to HubSpot from now on by the app that is installed in this portal, which must be the connection's
 */
public record ConnectionChange(
        Optional<String> name,
        LineAccount line,
        Optional<String> hubspotAccessToken,
        Optional<Long> portalId,
        OptionsChange options) {

    /** Removes blanks around the values, as from copying; a blank token is the same as none. */
    public ConnectionChange {
        name = name.map(String::strip);
        hubspotAccessToken = LineAccount.cleaned(hubspotAccessToken);
    }

    /** Without a change to access by the app. */
    public ConnectionChange(
            Optional<String> name, LineAccount line, Optional<String> hubspotAccessToken, OptionsChange options) {
        this(name, line, hubspotAccessToken, Optional.empty(), options);
    }

    /** Only changes the access to HubSpot, to the app that is installed in the portal. */
    public static ConnectionChange toApp(long portalId) {
        return new ConnectionChange(
                Optional.empty(), LineAccount.NONE, Optional.empty(), Optional.of(portalId), OptionsChange.NONE);
    }

    /** Whether the access to HubSpot changes. */
    public boolean changesHubSpot() {
        return hubspotAccessToken.isPresent() || portalId.isPresent();
    }

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "ConnectionChange[…]";
    }
}
