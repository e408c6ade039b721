package musubi.connection.setup;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import musubi.contact.LineProperty;
import musubi.hubspot.PropertyDefinition;

/**
 * Recognizes the properties that LITTLE HELP CONNECT has made in a portal, for its first account. Its labels are documented, its
 * internal names begin with {@code lha_} as far as they are known.
 */
public final class EarlierConnector {

    private static final String PREFIX = "lha_";

    private EarlierConnector() {}

    /**
     * Those of its properties that can be used in the place of ours: internal names by key of our property. None without that of the
     * LINE user ID, by which contacts are found.
     *
     * @param existing all contact properties of the portal
     */
    public static Map<String, String> propertiesAmong(List<PropertyDefinition> existing) {
        var found = new TreeMap<String, String>();
        for (var property : LineProperty.values()) {
            existing.stream()
                    .filter(candidate -> isOfIt(property, candidate) && PropertyPlan.isSuitable(property, candidate))
                    .min(Comparator.comparing((PropertyDefinition candidate) ->
                                    !candidate.name().equals(nameOf(property)))
                            .thenComparing(PropertyDefinition::name))
                    .ifPresent(candidate -> found.put(property.key(), candidate.name()));
        }
        return found.containsKey(LineProperty.USER_ID.key()) ? Map.copyOf(found) : Map.of();
    }

    private static boolean isOfIt(LineProperty property, PropertyDefinition candidate) {
        return candidate.name().equals(nameOf(property))
                || (candidate.label().strip().equalsIgnoreCase(labelOf(property))
                        && !candidate.groupName().equals(LineProperty.GROUP));
    }

    private static String nameOf(LineProperty property) {
        return PREFIX + (property == LineProperty.LAST_REPLY_MESSAGE ? "line_last_response" : property.internalName());
    }

    private static String labelOf(LineProperty property) {
        return property == LineProperty.LAST_REPLY_MESSAGE ? "LINE Last Response" : property.label();
    }
}
