package musubi.connection.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.contact.LineProperty;
import musubi.hubspot.PropertyDefinition;

/** Recognizes the properties that LITTLE HELP CONNECT has made in a portal, for its first account. */
public final class EarlierConnector {

    private static final String PREFIX = "lha_";

    private EarlierConnector() {}

    /**
     * Those of its properties that can be used in the place of ours: internal names by key of our property.
     *
     * @param existing all contact properties of the portal
     */
    public static Map<String, String> propertiesAmong(List<PropertyDefinition> existing) {
        var byName =
                existing.stream().collect(Collectors.toMap(PropertyDefinition::name, Function.identity(), (a, b) -> a));
        var found = new TreeMap<String, String>();
        Arrays.stream(LineProperty.values())
                .forEach(property -> Optional.ofNullable(byName.get(nameOf(property)))
                        .filter(candidate -> PropertyPlan.isSuitable(property, candidate))
                        .ifPresent(candidate -> found.put(property.key(), candidate.name())));
        return Map.copyOf(found);
    }

    private static String nameOf(LineProperty property) {
        return PREFIX + (property == LineProperty.LAST_REPLY_MESSAGE ? "line_last_response" : property.internalName());
    }
}
