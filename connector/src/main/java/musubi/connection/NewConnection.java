package musubi.connection;

import java.util.Map;
import java.util.Optional;

/**
 * What a person enters to tie an account to a portal.
 *
 * @param name what operators call it
 * @param hubspotAccessToken of a private app or a service key; empty when {@code portalId} is there
 * @param portalId of a portal that our app is installed in
 * @param propertyNames existing internal names in the place of ours, by {@link musubi.contact.LineProperty#key}
 */
public record NewConnection(
        String name,
        LineAccount line,
        String hubspotAccessToken,
        Optional<Long> portalId,
        OptionsChange options,
        Map<String, String> propertyNames) {

    /** Takes away the blanks that come along with copying. */
    public NewConnection {
        name = name.strip();
        hubspotAccessToken = hubspotAccessToken.strip();
        propertyNames = Map.copyOf(propertyNames);
    }

    /** By a token. */
    public NewConnection(
            String name,
            LineAccount line,
            String hubspotAccessToken,
            OptionsChange options,
            Map<String, String> propertyNames) {
        this(name, line, hubspotAccessToken, Optional.empty(), options, propertyNames);
    }

    /** Does not tell the secrets. */
    @Override
    public String toString() {
        return "NewConnection[…]";
    }
}
