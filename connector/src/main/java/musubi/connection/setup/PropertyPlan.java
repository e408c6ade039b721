package musubi.connection.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.RefusalCode;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.PropertyDefinition;
import org.springframework.context.MessageSourceResolvable;

/**
 * The properties to create in a portal, or why that is refused.
 *
 * @param missing the properties to create; empty when something is refused
 * @param refusals why connecting is refused; empty when it is not
 */
public record PropertyPlan(List<PropertyDefinition> missing, List<Refusal> refusals) {

    /** HubSpot's maximum number of unique properties of contacts. */
    static final int MAX_UNIQUE_PROPERTIES = 10;

    /** The field types that handle a value of a type as ours do. */
    private static final Map<String, Set<String>> FIELD_TYPES = Map.of(
            "string", Set.of("text", "textarea"),
            "enumeration", Set.of("select", "radio"),
            "date", Set.of("date"),
            "datetime", Set.of("date"));

    /**
     * Compares the properties that a connection needs with those of the portal.
     *
     * @param existing all contact properties of the portal
     */
    public static PropertyPlan of(PropertyNames names, List<PropertyDefinition> existing) {
        var byName =
                existing.stream().collect(Collectors.toMap(PropertyDefinition::name, Function.identity(), (a, b) -> a));
        var missing = new ArrayList<PropertyDefinition>();
        var refusals = new ArrayList<Refusal>();
        var used = new HashSet<String>();
        for (var property : LineProperty.values()) {
            var name = names.of(property);
            var found = byName.get(name);
            if (!used.add(name)) {
                refusals.add(refusal(property, RefusalCode.PROPERTY_NAMED_TWICE, name));
            } else if (found != null) {
                unsuitable(property, found, names.mapped().containsKey(property))
                        .ifPresent(refusals::add);
            } else if (names.mapped().containsKey(property)) {
                refusals.add(refusal(property, RefusalCode.PROPERTY_MISSING, name));
            } else {
                missing.add(definition(names, property));
            }
        }
        overLimit(existing, missing).ifPresent(refusals::add);
        return new PropertyPlan(refusals.isEmpty() ? missing : List.of(), refusals);
    }

    /** @param mapped whether a person named the property */
    private static Optional<Refusal> unsuitable(LineProperty needed, PropertyDefinition found, boolean mapped) {
        return differences(needed, found).stream()
                .reduce((one, other) -> PropertyDifference.AND.text(one, other))
                .map(differences -> mapped
                        ? refusal(needed, RefusalCode.MAPPED_PROPERTY_UNSUITABLE, found.name(), differences)
                        : refusal(needed, RefusalCode.PROPERTY_UNSUITABLE, found.name(), differences, needed.key()));
    }

    private static List<MessageSourceResolvable> differences(LineProperty needed, PropertyDefinition found) {
        var differences = new ArrayList<MessageSourceResolvable>();
        if (found.hubspotDefined()) {
            differences.add(PropertyDifference.HUBSPOT_DEFINED.text());
        }
        if (!found.type().equals(needed.type())
                || !FIELD_TYPES.getOrDefault(needed.type(), Set.of()).contains(found.fieldType())) {
            differences.add(
                    PropertyDifference.TYPE.text(found.type(), found.fieldType(), needed.type(), needed.fieldType()));
        } else if (!found.options().containsAll(needed.options())) {
            var lacking = new ArrayList<>(needed.options());
            lacking.removeAll(found.options());
            differences.add(PropertyDifference.OPTIONS_MISSING.text(String.join(", ", lacking)));
        }
        if (found.hasUniqueValue() != needed.unique()) {
            differences.add(needed.unique() ? PropertyDifference.NOT_UNIQUE.text() : PropertyDifference.UNIQUE.text());
        }
        return differences;
    }

    /** Whether a property of the portal can be used in the place of ours. */
    static boolean isSuitable(LineProperty needed, PropertyDefinition found) {
        return differences(needed, found).isEmpty();
    }

    private static Optional<Refusal> overLimit(List<PropertyDefinition> existing, List<PropertyDefinition> missing) {
        var uniqueCount = existing.stream()
                .filter(property -> property.hasUniqueValue() && !property.hubspotDefined())
                .count();
        var uniqueMissing =
                missing.stream().filter(PropertyDefinition::hasUniqueValue).toList();
        if (uniqueMissing.isEmpty() || uniqueCount + uniqueMissing.size() <= MAX_UNIQUE_PROPERTIES) {
            return Optional.empty();
        }
        return Optional.of(refusal(
                LineProperty.USER_ID,
                RefusalCode.UNIQUE_PROPERTY_LIMIT,
                String.valueOf(MAX_UNIQUE_PROPERTIES),
                String.valueOf(uniqueCount),
                uniqueMissing.getFirst().name(),
                LineProperty.USER_ID.key()));
    }

    private static PropertyDefinition definition(PropertyNames names, LineProperty property) {
        return new PropertyDefinition(
                names.of(property),
                names.labelOf(property),
                property.type(),
                property.fieldType(),
                LineProperty.GROUP,
                property.unique(),
                false,
                property.options());
    }

    private static Refusal refusal(LineProperty property, RefusalCode code, Object... arguments) {
        return new Refusal(Reason.REFUSED, "propertyNames." + property.key(), code, arguments);
    }
}
