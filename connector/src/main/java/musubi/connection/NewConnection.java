package musubi.connection;

import java.util.Map;
import java.util.Optional;

/**
 * The input to connect a LINE Official Account to a portal.
 *
 * @param name for operators
 * @param hubspotAccessToken of a private app or a service key; empty when {@code portalId} is present
 * @param portalId of a portal that our app is installed in
 * @param propertyNames internal names of existing properties to use instead of our own, by {@link musubi.contact.LineProperty#key}
 */
public record NewConnection(
        String name,
        LineAccount line,
        String hubspotAccessToken,
        Optional<Long> portalId,
        OptionsChange options,
        Map<String, String> propertyNames) {

    /** Removes blanks around the values, as from copying. */
    public NewConnection {
        name = name.strip();
        hubspotAccessToken = hubspotAccessToken.strip();
        propertyNames = Map.copyOf(propertyNames);
    }

    /** With access to HubSpot by a token. */
    public NewConnection(
            String name,
            LineAccount line,
            String hubspotAccessToken,
            OptionsChange options,
            Map<String, String> propertyNames) {
        this(name, line, hubspotAccessToken, Optional.empty(), options, propertyNames);
    }

    /** Leaves out the secrets. */
    @Override
    public String toString() {
        return "NewConnection[…]";
    }
}
