package musubi.content.saved;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.connection.Connections;
import musubi.content.KnownProperties;
import musubi.content.KnownProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotProperties;
import org.springframework.stereotype.Component;

/** The properties of contacts as HubSpot lists them now: one call each time. */
@Component
class ListedProperties implements KnownProperties {

    private final Connections connections;
    private final HubSpotProperties properties;

    ListedProperties(Connections connections, HubSpotProperties properties) {
        this.connections = connections;
        this.properties = properties;
    }

    @Override
    public Map<String, KnownProperty> of(UUID connectionId) {
        return properties.labelled(connections.hubspot(connectionId).with(CallPriority.INTERACTIVE)).stream()
                .map(found -> new KnownProperty(
                        found.definition().name(),
                        found.definition().label(),
                        found.definition().type(),
                        found.labels()))
                .collect(Collectors.toMap(KnownProperty::name, Function.identity(), (first, _) -> first));
    }
}
