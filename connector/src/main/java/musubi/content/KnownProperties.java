package musubi.content;

import java.util.Map;
import java.util.UUID;
import musubi.connection.UnknownConnectionException;
import musubi.hubspot.HubSpotException;

/** The properties of contacts in the portal of a connection. */
@FunctionalInterface
public interface KnownProperties {

    /**
     * By internal name.
     *
     * @throws HubSpotException when HubSpot does not say
     * @throws UnknownConnectionException when there is no such connection
     */
    Map<String, KnownProperty> of(UUID connectionId);
}
