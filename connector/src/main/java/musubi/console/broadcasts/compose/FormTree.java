package musubi.console.broadcasts.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fields of a form as a tree: a field's name is its place in it, as {@code bubbles[0].cards[1].text}. Values are texts. Names that are no
 * such places, and lists longer than anything of a message, are ignored.
 */
final class FormTree {

    /** Things in a list: more than LINE takes of any of them. */
    static final int MAX_ITEMS = 50;

    /** UTF-16 units of a field: more than LINE takes in any of them, and than a message has in all. */
    private static final int MAX_VALUE = 500_000;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+(\\[\\d{1,2}])?(\\.[a-zA-Z]+(\\[\\d{1,2}])?){0,3}");
    private static final Pattern STEP = Pattern.compile("([a-zA-Z]+)(?:\\[(\\d{1,2})])?");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FormTree() {}

    /** Those fields that are places. */
    static ObjectNode of(Map<String, String[]> fields) {
        var root = JSON.objectNode();
        fields.forEach((name, values) -> {
            if (values.length > 0
                    && values[0].length() <= MAX_VALUE
                    && NAME.matcher(name).matches()) {
                put(root, name, values[0]);
            }
        });
        return root;
    }

    private static void put(ObjectNode root, String name, String value) {
        var at = root;
        var steps = name.split("\\.", -1);
        for (var i = 0; i < steps.length; i++) {
            var step = STEP.matcher(steps[i]);
            if (!step.matches()) {
                return;
            }
            if (step.group(2) == null) {
                if (i == steps.length - 1 && !at.path(step.group(1)).isContainer()) {
                    at.put(step.group(1), value);
                }
                return;
            }
            var index = Integer.parseInt(step.group(2));
            if (index >= MAX_ITEMS || at.path(step.group(1)).isString()) {
                return;
            }
            at = item(list(at, step.group(1)), index);
        }
    }

    /** The fields of a tree: what {@link #of} makes it of. */
    static Map<String, String[]> fields(JsonNode root) {
        var fields = new LinkedHashMap<String, String[]>();
        collect("", root, fields);
        return fields;
    }

    private static void collect(String place, JsonNode node, Map<String, String[]> fields) {
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(field -> collect(
                                place.isEmpty() ? field.getKey() : place + "." + field.getKey(),
                                field.getValue(),
                                fields));
            case ArrayNode items -> {
                for (var i = 0; i < items.size(); i++) {
                    collect(place + "[" + i + "]", items.get(i), fields);
                }
            }
            default -> fields.put(place, new String[] {node.asString("")});
        }
    }

    /** The list of that name, which is made where there is none. */
    static ArrayNode list(ObjectNode object, String name) {
        if (object.get(name) instanceof ArrayNode there) {
            return there;
        }
        var made = JSON.arrayNode();
        object.set(name, made);
        return made;
    }

    private static ObjectNode item(ArrayNode list, int index) {
        while (list.size() <= index) {
            list.add(JSON.objectNode());
        }
        return (ObjectNode) list.get(index);
    }

    /** What is at a place; missing where nothing is. */
    static JsonNode at(JsonNode root, String place) {
        var at = root;
        for (var part : place.split("\\.", -1)) {
            var step = STEP.matcher(part);
            if (!step.matches()) {
                return MissingNode.getInstance();
            }
            at = at.path(step.group(1));
            if (step.group(2) != null) {
                at = at.path(Integer.parseInt(step.group(2)));
            }
        }
        return at;
    }

    /**
     * A list, and a place in it.
     *
     * @param index of the thing in it that is meant
     */
    record Spot(ArrayNode list, int index) {}

    /** Where that thing is; empty where there is none. */
    static Optional<Spot> spot(JsonNode root, String place) {
        var open = place.lastIndexOf('[');
        if (open < 0 || !place.endsWith("]") || !at(root, place).isObject()) {
            return Optional.empty();
        }
        return at(root, place.substring(0, open)) instanceof ArrayNode list
                ? Optional.of(new Spot(list, Integer.parseInt(place.substring(open + 1, place.length() - 1))))
                : Optional.empty();
    }
}
