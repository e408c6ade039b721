package musubi.content.saved;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.connection.ContactPropertyCache;
import musubi.content.KnownProperties;
import musubi.content.KnownProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactProperties.ContactProperty;
import musubi.hubspot.ContactProperties.Option;
import org.springframework.stereotype.Component;

/** The properties of contacts as HubSpot listed them at most a minute ago. */
@Component
class ListedProperties implements KnownProperties {

    private final ContactPropertyCache properties;

    ListedProperties(ContactPropertyCache properties) {
        this.properties = properties;
    }

    @Override
    public Map<String, KnownProperty> of(UUID connectionId) {
        return properties.of(connectionId, CallPriority.INTERACTIVE).stream()
                .map(ListedProperties::known)
                .collect(Collectors.toMap(KnownProperty::name, Function.identity(), (first, _) -> first));
    }

    private static KnownProperty known(ContactProperty property) {
        return new KnownProperty(
                property.name(),
                property.label(),
                property.type(),
                property.options().stream()
                        .collect(Collectors.toMap(Option::value, Option::label, (first, _) -> first)));
    }
}
