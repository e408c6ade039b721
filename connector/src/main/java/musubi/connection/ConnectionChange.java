package musubi.connection;

import java.util.Optional;

/**
 * What a person changes of a connection; what is empty stays as it is. New credentials are tried before they are saved.
 *
 * @param hubspotAccessToken from now on by this token
 * @param portalId from now on by the app that is installed in this portal, which must be the connection's
 */
public record ConnectionChange(
        Optional<String> name,
        LineAccount line,
        Optional<String> hubspotAccessToken,
        Optional<Long> portalId,
        OptionsChange options) {

    /** Takes away the blanks that come along with copying; a blank token counts as empty. */
    public ConnectionChange {
        name = name.map(String::strip);
        hubspotAccessToken = LineAccount.cleaned(hubspotAccessToken);
    }

    /** Nothing about an app. */
    public ConnectionChange(
            Optional<String> name, LineAccount line, Optional<String> hubspotAccessToken, OptionsChange options) {
        this(name, line, hubspotAccessToken, Optional.empty(), options);
    }

    /** Only this: from now on by the app that is installed in the portal. */
    static ConnectionChange toApp(long portalId) {
        return new ConnectionChange(
                Optional.empty(), LineAccount.NONE, Optional.empty(), Optional.of(portalId), OptionsChange.NONE);
    }

    /** Whether what opens the portal is among what changes. */
    boolean changesHubSpot() {
        return hubspotAccessToken.isPresent() || portalId.isPresent();
    }

    /** Does not tell the secrets. */
    @Override
    public String toString() {
        return "ConnectionChange[…]";
    }
}
