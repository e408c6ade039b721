package musubi.sandbox.hubspot.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parses request bodies and refuses values of the wrong type. */
public final class Body {

    /** Inputs in one batch (documented). */
    static final int MAX_BATCH = 100;

    private Body() {}

    /** The body, which must be a JSON object with a JSON content type. */
    public static ObjectNode of(Request request) {
        var type = request.header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Refusal.of(415, "HTTP 415 Unsupported Media Type", null);
        }
        try {
            return object(Json.read(request.body()));
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw Refusal.of(
                    400,
                    "Invalid input JSON on line %d, column %d: %s"
                            .formatted(
                                    where == null ? 1 : where.getLineNr(),
                                    where == null ? 1 : where.getColumnNr(),
                                    e.getOriginalMessage()),
                    null);
        }
    }

    /** The body, which must be a JSON array of texts or numbers. */
    public static List<String> array(Request request) {
        var holder = Json.object();
        try {
            holder.set("all", Json.read(request.body()));
        } catch (JacksonException e) {
            throw Refusal.malformed(": " + e.getOriginalMessage());
        }
        if (!holder.path("all").isArray()) {
            throw Refusal.malformed(": Cannot deserialize value of type `java.util.List` from Object value");
        }
        return texts(holder, "all");
    }

    public static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.malformed(": Cannot deserialize value from %s".formatted(node.getNodeType()));
    }

    /** The rows of a batch: one to a hundred. */
    public static List<ObjectNode> inputs(ObjectNode body) {
        return inputs(body, MAX_BATCH);
    }

    /** The rows of a batch: 1 to {@code most}. */
    public static List<ObjectNode> inputs(ObjectNode body, int most) {
        var inputs = body.get("inputs");
        if (inputs == null || inputs.isNull()) {
            throw Refusal.fieldsMissing(List.of("inputs"));
        }
        if (!inputs.isArray()) {
            throw Refusal.malformed(": Cannot deserialize value from %s".formatted(inputs.getNodeType()));
        }
        if (inputs.isEmpty()) {
            throw Refusal.invalid("The batch has no inputs");
        }
        if (inputs.size() > most) {
            throw Refusal.invalid("The maximum number of inputs supported in a batch request is %d, but %d were given"
                    .formatted(most, inputs.size()));
        }
        var rows = new ArrayList<ObjectNode>(inputs.size());
        for (var input : inputs) {
            rows.add(object(input));
        }
        return rows;
    }

    /** A scalar as text; empty when it is absent. */
    public static Optional<String> text(ObjectNode object, String name) {
        var value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(scalar(value));
    }

    /** A required scalar as text. */
    public static String required(ObjectNode object, String name) {
        return text(object, name).orElseThrow(() -> Refusal.fieldsMissing(List.of(name)));
    }

    public static boolean flag(ObjectNode object, String name) {
        return text(object, name).map(Boolean::parseBoolean).orElse(false);
    }

    /** A list of objects; empty when it is absent. */
    public static List<ObjectNode> objects(ObjectNode object, String name) {
        var value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Refusal.malformed(": Cannot deserialize value from %s".formatted(value.getNodeType()));
        }
        var all = new ArrayList<ObjectNode>();
        value.forEach(one -> all.add(object(one)));
        return all;
    }

    /** A list of texts; empty when it is absent. */
    public static List<String> texts(ObjectNode object, String name) {
        var value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Refusal.malformed(": Cannot deserialize value from %s".formatted(value.getNodeType()));
        }
        var all = new ArrayList<String>();
        value.forEach(one -> all.add(scalar(one)));
        return all;
    }

    /** The {@code properties} of a row; numbers and booleans become text, other types are refused. */
    public static Map<String, String> properties(ObjectNode row) {
        var properties = row.get("properties");
        if (properties == null || properties.isNull()) {
            throw Refusal.fieldsMissing(List.of("properties"));
        }
        var values = new LinkedHashMap<String, String>();
        for (var entry : object(properties).properties()) {
            values.put(entry.getKey(), scalar(entry.getValue()));
        }
        return values;
    }

    /** A number from the query. */
    public static int number(@Nullable String text, String name, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(text);
            if (number < 0 || number > most) {
                throw Refusal.invalid("%s: %d (expected: 0..%d)".formatted(name, number, most));
            }
            return number;
        } catch (NumberFormatException e) {
            throw Refusal.invalid("%s: not a number".formatted(name));
        }
    }

    private static String scalar(JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return value.asString();
        }
        throw Refusal.malformed(
                ": Cannot deserialize value of type `java.lang.String` from %s".formatted(value.getNodeType()));
    }
}
