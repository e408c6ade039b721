package musubi.sandbox.hubspot.crm.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parsed search request.
 *
 * @param filter which records
 * @param order the sort order
 * @param after the number of records to skip
 * @param limit the maximum number of records to return
 */
record SearchQuery(
        Predicate<Version> filter, Comparator<Version> order, List<String> properties, int after, int limit) {

    /** What can be reached by paging (documented). */
    static final int MAX_RESULTS = 10_000;

    private static final int MAX_PAGE = 200;
    private static final int MAX_GROUPS = 5;
    private static final int MAX_FILTERS_IN_GROUP = 6;
    private static final int MAX_FILTERS = 18;
    private static final List<String> FULL_TEXT = List.of(
            "firstname",
            "lastname",
            "email",
            "phone",
            "mobilephone",
            "company",
            "hs_task_subject",
            "hs_task_body",
            "hs_object_id");

    static SearchQuery parse(ObjectNode body, Schema schema) {
        var limit = Body.number(Body.text(body, "limit").orElse(null), "limit", 10, MAX_PAGE);
        var after = Body.number(Body.text(body, "after").orElse(null), "after", 0, Integer.MAX_VALUE);
        if ((long) after + limit > MAX_RESULTS) {
            throw Refusal.invalid("The search cannot page past %d results".formatted(MAX_RESULTS));
        }
        var filter = groups(body, schema).and(fullText(Body.text(body, "query").orElse(""), schema));
        return new SearchQuery(filter, order(body, schema), Body.texts(body, "properties"), after, limit);
    }

    private static Predicate<Version> groups(ObjectNode body, Schema schema) {
        var groups = new ArrayList<List<Predicate<Version>>>();
        for (var group : array(body, "filterGroups")) {
            var filters = new ArrayList<Predicate<Version>>();
            for (var filter : array(Body.object(group), "filters")) {
                filters.add(SearchFilter.parse(Body.object(filter), schema));
            }
            if (filters.size() > MAX_FILTERS_IN_GROUP) {
                throw Refusal.invalid("A filter group has at most %d filters".formatted(MAX_FILTERS_IN_GROUP));
            }
            groups.add(filters);
        }
        if (groups.size() > MAX_GROUPS) {
            throw Refusal.invalid("There are at most %d filter groups".formatted(MAX_GROUPS));
        }
        if (groups.stream().mapToInt(List::size).sum() > MAX_FILTERS) {
            throw Refusal.invalid("There are at most %d filters in all".formatted(MAX_FILTERS));
        }
        if (groups.isEmpty()) {
            return version -> true;
        }
        return version ->
                groups.stream().anyMatch(filters -> filters.stream().allMatch(filter -> filter.test(version)));
    }

    private static Predicate<Version> fullText(String query, Schema schema) {
        var wanted = SearchTokens.of(query, false);
        if (wanted.isEmpty()) {
            return version -> true;
        }
        var properties = schema.all().stream()
                .filter(property -> FULL_TEXT.contains(property.name()))
                .toList();
        return version -> {
            var words = new ArrayList<String>();
            for (var property : properties) {
                var value = property.of(version);
                if (value != null) {
                    words.addAll(SearchTokens.of(value, false));
                }
            }
            return wanted.stream().allMatch(token -> words.stream().anyMatch(word -> word.startsWith(token)));
        };
    }

    /** One sort at most; oldest first without one. */
    private static Comparator<Version> order(ObjectNode body, Schema schema) {
        var sorts = array(body, "sorts");
        if (sorts.size() > 1) {
            throw Refusal.invalid("There is at most one sort");
        }
        var byId = Comparator.comparingLong(Version::id);
        if (sorts.isEmpty()) {
            return byId;
        }
        var sort = sorts.getFirst();
        var text = sort.isString() ? sort.asString() : Body.required(Body.object(sort), "propertyName");
        var descending = sort.isString()
                ? text.startsWith("-")
                : Body.text(Body.object(sort), "direction")
                        .filter("DESCENDING"::equals)
                        .isPresent();
        var property = schema.find(sort.isString() && descending ? text.substring(1) : text);
        if (property == null) {
            throw Refusal.invalid("Property %s does not exist".formatted(text));
        }
        Comparator<Version> natural = (one, two) -> compare(property, one, two);
        return (descending ? natural.reversed() : natural).thenComparing(byId);
    }

    private static int compare(StoredProperty property, Version one, Version two) {
        var first = property.of(one);
        var second = property.of(two);
        if (first == null || second == null) {
            return Boolean.compare(first != null, second != null);
        }
        return switch (property.definition().type()) {
            case "number", "date", "datetime" -> SearchFilter.number(first).compareTo(SearchFilter.number(second));
            default -> first.compareToIgnoreCase(second);
        };
    }

    private static List<JsonNode> array(ObjectNode object, String name) {
        var value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Refusal.malformed(": Cannot deserialize value from %s".formatted(value.getNodeType()));
        }
        var all = new ArrayList<JsonNode>();
        value.forEach(all::add);
        return all;
    }
}
