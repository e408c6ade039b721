package musubi.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.PropertyDefinition;

/**
 * What is to be made in a portal, or why it cannot be.
 *
 * @param missing to be made; empty when something is refused
 * @param refusals what stands in the way
 */
record PropertyPlan(List<PropertyDefinition> missing, List<Refusal> refusals) {

    /** HubSpot allows so many unique properties on contacts. */
    static final int UNIQUE_LIMIT = 10;

    /** The field types that take and show a value of a type as ours do. */
    private static final Map<String, Set<String>> FIELD_TYPES = Map.of(
            "string", Set.of("text", "textarea"),
            "enumeration", Set.of("select", "radio"),
            "date", Set.of("date"),
            "datetime", Set.of("date"));

    /** @param existing all properties of contacts that the portal has */
    static PropertyPlan of(PropertyNames names, List<PropertyDefinition> existing) {
        var byName =
                existing.stream().collect(Collectors.toMap(PropertyDefinition::name, Function.identity(), (a, b) -> a));
        var missing = new ArrayList<PropertyDefinition>();
        var refusals = new ArrayList<Refusal>();
        var used = new HashSet<String>();
        for (var property : LineProperty.values()) {
            var name = names.of(property);
            var found = byName.get(name);
            if (!used.add(name)) {
                refusals.add(refusal(property, "The property %s is named for two purposes.".formatted(name)));
            } else if (found != null) {
                refusals.addAll(differences(property, found, names.mapped().containsKey(property)));
            } else if (names.mapped().containsKey(property)) {
                refusals.add(refusal(
                        property,
                        "The HubSpot portal has no contact property %s. Correct the name, or leave it out to have one"
                                        .formatted(name)
                                + " made."));
            } else {
                missing.add(definition(names, property));
            }
        }
        refusals.addAll(overLimit(existing, missing));
        return new PropertyPlan(refusals.isEmpty() ? missing : List.of(), refusals);
    }

    private static List<Refusal> differences(LineProperty wanted, PropertyDefinition found, boolean mapped) {
        var differences = new ArrayList<String>();
        if (found.hubspotDefined()) {
            differences.add("is one of HubSpot's own, which Musubi does not write");
        }
        if (!found.type().equals(wanted.type())
                || !FIELD_TYPES.getOrDefault(wanted.type(), Set.of()).contains(found.fieldType())) {
            differences.add("is %s/%s (needed: %s/%s)"
                    .formatted(found.type(), found.fieldType(), wanted.type(), wanted.fieldType()));
        } else if (!found.options().containsAll(wanted.options())) {
            var lacking = new ArrayList<>(wanted.options());
            lacking.removeAll(found.options());
            differences.add("lacks the options " + String.join(", ", lacking));
        }
        if (found.hasUniqueValue() != wanted.unique()) {
            differences.add(
                    wanted.unique()
                            ? "allows two contacts the same value (needed: unique values)"
                            : "allows no two contacts the same value (needed: no unique values)");
        }
        if (differences.isEmpty()) {
            return List.of();
        }
        return List.of(refusal(
                wanted,
                "The contact property %s exists in HubSpot, but %s. %s"
                        .formatted(
                                found.name(),
                                String.join(", and ", differences),
                                mapped
                                        ? "Name another one."
                                        : "Delete or rename it in HubSpot, or name another one in propertyNames.%s."
                                                .formatted(wanted.key()))));
    }

    private static List<Refusal> overLimit(List<PropertyDefinition> existing, List<PropertyDefinition> missing) {
        var there = existing.stream()
                .filter(property -> property.hasUniqueValue() && !property.hubspotDefined())
                .count();
        var wanted = missing.stream().filter(PropertyDefinition::hasUniqueValue).toList();
        if (wanted.isEmpty() || there + wanted.size() <= UNIQUE_LIMIT) {
            return List.of();
        }
        return List.of(refusal(
                LineProperty.USER_ID,
                "HubSpot allows %d unique contact properties and the portal has %d, so %s cannot be made. Delete one that is not needed any more in HubSpot, or name an existing unique one in propertyNames.%s."
                        .formatted(UNIQUE_LIMIT, there, wanted.getFirst().name(), LineProperty.USER_ID.key())));
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

    static Refusal refusal(LineProperty property, String message) {
        return new Refusal(Reason.REFUSED, "propertyNames." + property.key(), message);
    }
}
