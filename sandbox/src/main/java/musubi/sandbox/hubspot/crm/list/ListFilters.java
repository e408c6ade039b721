package musubi.sandbox.hubspot.crm.list;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.Version;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a list's {@code filterBranch}: an {@code OR} of {@code AND}s of filters by a property. Of HubSpot's operators those
 * that ask whether there is a value, and for some values.
 */
final class ListFilters {

    private static final Set<String> OPERATORS =
            Set.of("IS_KNOWN", "IS_UNKNOWN", "IS_EQUAL_TO", "IS_NOT_EQUAL_TO", "IS_ANY_OF", "IS_NONE_OF");

    private ListFilters() {}

    /** Whoever has one of these values of a property; without values, any value. */
    static Predicate<Version> having(Schema schema, String property, Set<String> values) {
        var ignoringCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.addAll(values);
        return version -> {
            var defined = schema.find(property);
            var value = defined == null ? null : defined.of(version);
            return value != null && (values.isEmpty() || ignoringCase.contains(value));
        };
    }

    static Predicate<Version> parse(ObjectNode branch, Schema schema) {
        var type = Body.required(branch, "filterBranchType");
        Predicate<Version> own = switch (type) {
            case "OR" -> _ -> false;
            case "AND" -> _ -> true;
            default -> throw Refusal.invalid("filterBranchType: %s is not implemented here".formatted(type));
        };
        for (var inner : Body.objects(branch, "filterBranches")) {
            var predicate = parse(inner, schema);
            own = type.equals("OR") ? own.or(predicate) : own.and(predicate);
        }
        for (var filter : Body.objects(branch, "filters")) {
            var predicate = filter(filter, schema);
            own = type.equals("OR") ? own.or(predicate) : own.and(predicate);
        }
        return own;
    }

    private static Predicate<Version> filter(ObjectNode filter, Schema schema) {
        if (!Body.required(filter, "filterType").equals("PROPERTY")) {
            throw Refusal.invalid("only filters of type PROPERTY are implemented here");
        }
        var property = Body.required(filter, "property");
        if (schema.find(property) == null) {
            throw Refusal.invalid("Property %s does not exist".formatted(property));
        }
        var operation = filter.get("operation");
        if (operation == null || operation.isNull()) {
            throw Refusal.fieldsMissing(List.of("operation"));
        }
        return operator(Body.object(operation), property, schema);
    }

    private static Predicate<Version> operator(ObjectNode operation, String property, Schema schema) {
        var operator = Body.required(operation, "operator");
        if (!OPERATORS.contains(operator)) {
            throw Refusal.invalid("operator: %s is not implemented here".formatted(operator));
        }
        var values = new TreeSet<>(Body.texts(operation, "values"));
        Body.text(operation, "value").ifPresent(values::add);
        return switch (operator) {
            case "IS_KNOWN" -> having(schema, property, Set.of());
            case "IS_UNKNOWN" -> having(schema, property, Set.of()).negate();
            case "IS_NOT_EQUAL_TO", "IS_NONE_OF" ->
                having(schema, property, values).negate();
            default -> having(schema, property, values);
        };
    }
}
