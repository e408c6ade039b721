package musubi.sandbox.hubspot.crm.search;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.Version;
import musubi.sandbox.hubspot.crm.store.Associations;
import tools.jackson.databind.node.ObjectNode;

/** One filter of a search. */
final class SearchFilter {

    private static final Set<String> NUMERIC = Set.of("number", "date", "datetime");

    private static final Set<String> LAST_MODIFIED = Set.of("lastmodifieddate", "hs_lastmodifieddate");

    private final StoredProperty property;

    private SearchFilter(StoredProperty property) {
        this.property = property;
    }

    static Predicate<Version> parse(ObjectNode filter, Schema schema) {
        var name = Body.required(filter, "propertyName");
        if (schema.hasContacts() && name.equals("associations.contact")) {
            return associated(filter);
        }
        var property = schema.find(name);
        if (property == null) {
            throw Refusal.invalid("Property %s does not exist".formatted(name));
        }
        return new SearchFilter(property).predicate(Body.required(filter, "operator"), filter);
    }

    /** By the contact a record belongs to: the pseudo property of HubSpot's search guide. */
    private static Predicate<Version> associated(ObjectNode filter) {
        var operator = Body.required(filter, "operator");
        return switch (operator) {
            case "EQ" -> anyOf(Set.of(value(filter, "value")));
            case "NEQ" -> anyOf(Set.of(value(filter, "value"))).negate();
            case "IN" -> anyOf(Set.copyOf(values(filter)));
            case "NOT_IN" -> anyOf(Set.copyOf(values(filter))).negate();
            case "HAS_PROPERTY" -> version -> !Associations.of(version).isEmpty();
            case "NOT_HAS_PROPERTY" -> version -> Associations.of(version).isEmpty();
            default -> throw Refusal.invalid("associations.contact cannot be filtered by %s".formatted(operator));
        };
    }

    private static Predicate<Version> anyOf(Set<String> contactIds) {
        return version -> Associations.of(version).stream().anyMatch(id -> contactIds.contains(Long.toString(id)));
    }

    private Predicate<Version> predicate(String operator, ObjectNode filter) {
        return switch (operator) {
            case "HAS_PROPERTY" -> version -> property.of(version) != null;
            case "NOT_HAS_PROPERTY" -> version -> property.of(version) == null;
            case "EQ" -> equal(value(filter, "value"));
            case "NEQ" -> equal(value(filter, "value")).negate();
            case "IN" -> in(values(filter));
            case "NOT_IN" -> in(values(filter)).negate();
            case "CONTAINS_TOKEN" -> tokens(value(filter, "value"));
            case "NOT_CONTAINS_TOKEN" -> tokens(value(filter, "value")).negate();
            case "LT" -> compared(value(filter, "value"), order -> order < 0);
            case "LTE" -> compared(value(filter, "value"), order -> order <= 0);
            case "GT" -> compared(value(filter, "value"), order -> order > 0);
            case "GTE" -> compared(value(filter, "value"), order -> order >= 0);
            case "BETWEEN" ->
                compared(value(filter, "value"), order -> order >= 0)
                        .and(compared(value(filter, "highValue"), order -> order <= 0));
            default ->
                throw Refusal.malformed(": Cannot deserialize value of operator from \"%s\"".formatted(operator));
        };
    }

    /** Case-sensitive for enumerations only. */
    private Predicate<Version> equal(String wanted) {
        if (numeric()) {
            return compared(wanted, order -> order == 0);
        }
        return property.definition().type().equals("enumeration")
                ? version -> wanted.equals(property.of(version))
                : version -> wanted.equalsIgnoreCase(property.of(version));
    }

    /** Text values are compared in lower case, so a filter value with capitals finds nothing (documented). */
    private Predicate<Version> in(List<String> wanted) {
        if (numeric()) {
            return wanted.stream().map(this::equal).reduce(Predicate::or).orElse(version -> false);
        }
        var all = new HashSet<>(wanted);
        var lower = !property.definition().type().equals("enumeration");
        return version -> {
            var value = property.of(version);
            return value != null && all.contains(lower ? value.toLowerCase(Locale.ROOT) : value);
        };
    }

    private Predicate<Version> tokens(String wanted) {
        var patterns = SearchTokens.of(wanted, true).stream()
                .map(token -> Pattern.compile(Pattern.quote(token).replace("*", "\\E.*\\Q")))
                .toList();
        return version -> {
            var value = property.of(version);
            if (value == null) {
                return false;
            }
            var tokens = SearchTokens.of(value, false);
            return patterns.stream()
                    .allMatch(pattern -> tokens.stream()
                            .anyMatch(token -> pattern.matcher(token).matches()));
        };
    }

    private Predicate<Version> compared(String wanted, Predicate<Integer> right) {
        if (!numeric()) {
            return version -> {
                var value = property.of(version);
                return value != null && right.test(value.compareToIgnoreCase(wanted));
            };
        }
        var limit = number(wanted);
        if (LAST_MODIFIED.contains(property.name())) {
            // polls filter by these; avoids parsing a million dates
            return version -> right.test(BigDecimal.valueOf(version.updatedAt()).compareTo(limit));
        }
        return version -> {
            var value = property.of(version);
            return value != null && right.test(number(value).compareTo(limit));
        };
    }

    private boolean numeric() {
        return NUMERIC.contains(property.definition().type());
    }

    /** A number, or a date as ms since the epoch. */
    static BigDecimal number(String value) {
        try {
            if (value.length() > 4 && value.indexOf('-', 1) == 4) {
                var moment = value.length() == 10
                        ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : value.endsWith("Z")
                                ? Instant.parse(value)
                                : OffsetDateTime.parse(value).toInstant();
                return BigDecimal.valueOf(moment.toEpochMilli());
            }
            return new BigDecimal(value);
        } catch (RuntimeException e) {
            throw Refusal.invalid("%s was not a valid number or date".formatted(value));
        }
    }

    private static String value(ObjectNode filter, String name) {
        return Body.required(filter, name);
    }

    private static List<String> values(ObjectNode filter) {
        var values = Body.texts(filter, "values");
        if (values.isEmpty()) {
            throw Refusal.fieldsMissing(List.of("values"));
        }
        return values;
    }
}
