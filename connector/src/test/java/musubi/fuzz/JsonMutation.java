package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON that is nearly right: some values of a right one are others, or gone, or the whole is cut. */
final class JsonMutation {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** More than a parser's stack of calls would hold, if it used one. */
    private static final int DEEP = 2_000;

    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e999",
            "-0.0",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "1e-400",
            "99999999999999999999999999",
            "2147483648");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\ud800",
            "\u202e",
            "😀".repeat(300),
            "a".repeat(70_000),
            "null",
            "0",
            "{{ contact.firstname }}",
            "{% for i in range(0,9999999) %}x{% endfor %}",
            "2026-02-30T25:61:61Z",
            "9999999999999999999",
            "https://[::",
            "javascript:alert(1)",
            "U" + "0".repeat(32),
            "<script>",
            "'; drop table contact; --");

    private record Place(Consumer<JsonNode> put, Runnable remove) {}

    private JsonMutation() {}

    /** As bytes, which may be no JSON at all. */
    static byte[] of(String right, Bits bits) {
        if (bits.chance(16)) {
            return bits.rest();
        }
        var wrapped = NODES.objectNode();
        wrapped.set("it", JSON.readTree(right));
        var changes = 1 + bits.below(4);
        for (var i = 0; i < changes; i++) {
            var places = new ArrayList<Place>();
            collect(wrapped, places);
            var place = places.get(bits.below(places.size()));
            if (bits.chance(5)) {
                place.remove().run();
            } else {
                place.put().accept(value(bits));
            }
            if (wrapped.get("it") == null) {
                return new byte[0];
            }
        }
        var text = JSON.writeValueAsString(wrapped.get("it"));
        if (bits.chance(12)) {
            text = "[".repeat(DEEP) + text;
        }
        if (bits.chance(12)) {
            text = text.substring(0, bits.below(Math.min(65_536, text.length() + 1)));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void collect(JsonNode node, List<Place> places) {
        if (places.size() >= 1_000) {
            return;
        }
        if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                places.add(new Place(value -> object.set(name, value), () -> object.remove(name)));
                collect(object.get(name), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                var index = i;
                places.add(new Place(value -> array.set(index, value), () -> array.remove(index)));
                collect(array.get(i), places);
            }
        }
    }

    private static JsonNode value(Bits bits) {
        return switch (bits.below(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(bits.chance(2));
            case 2 -> JSON.readTree(NUMBERS.get(bits.below(NUMBERS.size())));
            case 3 -> NODES.numberNode(bits.below(65_536) - 32_768);
            case 4 -> NODES.stringNode(TEXTS.get(bits.below(TEXTS.size())));
            case 5 -> NODES.stringNode(bits.text(200));
            case 6 -> NODES.objectNode().put(bits.text(20), bits.text(20));
            case 7 -> many(NODES.arrayNode(), 1 + bits.below(600));
            default -> NODES.arrayNode().add(NODES.nullNode()).add(bits.text(20));
        };
    }

    private static JsonNode many(ArrayNode array, int size) {
        for (var i = 0; i < size; i++) {
            array.add(i);
        }
        return array;
    }
}
