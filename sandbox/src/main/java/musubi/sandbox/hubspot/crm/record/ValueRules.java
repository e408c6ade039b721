package musubi.sandbox.hubspot.crm.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.sandbox.hubspot.api.Refusal;
import org.jspecify.annotations.Nullable;

/** Checks property values and converts them to their stored form. Called under the portal's lock. */
public final class ValueRules {

    /** The maximum length of a text, in characters (documented). */
    static final int MAX_TEXT_LENGTH = 65_536;

    private final Schema schema;
    private final Emails emails;
    private final Owners owners;
    private final long portalId;
    private final Map<String, Integer> characterLimits = new HashMap<>();

    public ValueRules(Schema schema, Emails emails, Owners owners, long portalId) {
        this.schema = schema;
        this.owners = owners;
        this.emails = emails;
        this.portalId = portalId;
    }

    /** Sets an admin's maximum length for a property; 0 removes it. Under the portal's lock. */
    public void characterLimit(String property, int characters) {
        if (characters == 0) {
            characterLimits.remove(property);
        } else {
            characterLimits.put(property, characters);
        }
    }

    /**
     * The values in their stored form; an empty one clears.
     *
     * @param before the contact they are for, if there is one
     * @throws Refusal that names every value that is not valid
     */
    public Map<StoredProperty, String> checked(Map<String, String> values, @Nullable Version before) {
        var stored = new LinkedHashMap<StoredProperty, String>();
        var invalid = new ArrayList<InvalidValue>();
        values.forEach((name, value) -> {
            var property = schema.find(name);
            if (property == null) {
                invalid.add(new InvalidValue(
                        name, "PROPERTY_DOESNT_EXIST", "Property \"%s\" does not exist".formatted(name)));
            } else if (property.definition().readOnlyValue()) {
                invalid.add(new InvalidValue(
                        name,
                        "READ_ONLY_VALUE",
                        "\"%s\" is a calculated property; its value cannot be set.".formatted(name)));
            } else {
                stored.put(property, stored(property, value, before, invalid::add));
            }
        });
        if (!invalid.isEmpty()) {
            throw InvalidValue.refusal(invalid, portalId);
        }
        forwardOnly(stored, before);
        return stored;
    }

    /** The stored form of one value, to look a contact up. */
    public String lookup(StoredProperty property, String value) {
        return property.isEmail() ? Emails.normalised(value) : value;
    }

    private String stored(
            StoredProperty property, String value, @Nullable Version before, Consumer<InvalidValue> invalid) {
        var name = property.name();
        if (value.isEmpty()) {
            return value;
        }
        if (property.isEmail()) {
            var address = Emails.normalised(value);
            emails.wrong(name, address).ifPresent(invalid);
            return address;
        }
        if (name.equals("hs_additional_emails")) {
            return addresses(property, value, before, invalid);
        }
        return switch (property.definition().type()) {
            case "number" -> number(name, value, invalid);
            case "bool" -> option(name, value, Set.of("true", "false"), invalid);
            case "date", "datetime" -> moment(property, value, invalid);
            case "enumeration" -> enumeration(property, value, before, invalid);
            default -> text(name, value, invalid);
        };
    }

    private String text(String name, String value, Consumer<InvalidValue> invalid) {
        if (!isWellFormed(value)) {
            // how HubSpot handles these is unknown, so no client should send them
            invalid.accept(new InvalidValue(name, "INVALID_STRING", "The value is no well-formed text."));
        }
        var limit = characterLimits.getOrDefault(name, MAX_TEXT_LENGTH);
        if (value.length() > limit && limit < MAX_TEXT_LENGTH) {
            // the code is inferred from the others
            invalid.accept(new InvalidValue(
                    name, "INVALID_LENGTH", "The value must have at most %d characters.".formatted(limit)));
        }
        if (value.length() > MAX_TEXT_LENGTH) {
            invalid.accept(new InvalidValue(
                    name,
                    "PROPERTY_VALUE_TOO_LONG",
                    "Property value is too long: %d characters (at most %d)"
                            .formatted(value.length(), MAX_TEXT_LENGTH)));
        }
        return value;
    }

    private static boolean isWellFormed(String value) {
        return value.indexOf('\0') < 0
                && value.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static String number(String name, String value, Consumer<InvalidValue> invalid) {
        try {
            return new BigDecimal(value).signum() == 0 && value.startsWith("-") ? value.substring(1) : value;
        } catch (NumberFormatException e) {
            invalid.accept(new InvalidValue(name, "INVALID_NUMBER", "%s was not a valid number.".formatted(value)));
            return value;
        }
    }

    private static String moment(StoredProperty property, String value, Consumer<InvalidValue> invalid) {
        try {
            return property.definition().type().equals("date")
                    ? DateValues.date(property.name(), value)
                    : DateValues.datetime(property.name(), value);
        } catch (DateValues.Bad bad) {
            invalid.accept(bad.value());
            return value;
        }
    }

    private static String option(String name, String value, Set<String> allowed, Consumer<InvalidValue> invalid) {
        if (!allowed.contains(value)) {
            invalid.accept(new InvalidValue(
                    name,
                    "INVALID_OPTION",
                    "%s was not one of the allowed options: [%s]".formatted(value, String.join(", ", allowed))));
        }
        return value;
    }

    private String enumeration(
            StoredProperty property, String value, @Nullable Version before, Consumer<InvalidValue> invalid) {
        var name = property.name();
        if (name.equals("hubspot_owner_id")) {
            // its options are the owners (externalOptions); that HubSpot refuses others in this form is inferred
            return option(name, value, owners.activeIds(), invalid);
        }
        var allowed = property.definition().options().stream()
                .map(PropertyOption::value)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!property.definition().fieldType().equals("checkbox")) {
            option(name, value, allowed, invalid);
            // the instance of the option, to save memory with a million contacts
            return property.definition().options().stream()
                    .map(PropertyOption::value)
                    .filter(value::equals)
                    .findFirst()
                    .orElse(value);
        }
        var chosen = joined(property, value, before);
        chosen.forEach(choice -> option(name, choice, allowed, invalid));
        return String.join(";", chosen);
    }

    private String addresses(
            StoredProperty property, String value, @Nullable Version before, Consumer<InvalidValue> invalid) {
        var all =
                joined(property, value, before).stream().map(Emails::normalised).toList();
        all.forEach(address -> emails.wrong(property.name(), address).ifPresent(invalid));
        return String.join(";", all);
    }

    /** Several values in one; with a leading semicolon they are added to those that are there. */
    private static Set<String> joined(StoredProperty property, String value, @Nullable Version before) {
        var all = new LinkedHashSet<String>();
        var old = before == null ? null : property.of(before);
        if (value.startsWith(";") && old != null) {
            all.addAll(List.of(old.split(";", -1)));
        }
        for (var one : value.split(";", -1)) {
            if (!one.isBlank()) {
                all.add(one.strip());
            }
        }
        return all;
    }

    /** Ignores a lifecycle stage that lies before the current one, silently, as HubSpot does. */
    private void forwardOnly(Map<StoredProperty, String> values, @Nullable Version before) {
        var stage = schema.find("lifecyclestage");
        if (stage == null) {
            return;
        }
        var now = before == null ? null : stage.of(before);
        var next = values.get(stage);
        if (now != null && next != null && !next.isEmpty()) {
            var order = HubSpotProperties.LIFECYCLE_STAGES;
            if (order.indexOf(next) < order.indexOf(now)) {
                values.remove(stage);
            }
        }
    }
}
