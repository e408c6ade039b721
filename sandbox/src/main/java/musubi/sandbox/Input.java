package musubi.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A JSON object from a caller. Every field must be asked for before {@link #end}, else it is one too many. */
final class Input {

    private final JsonNode object;
    private final String where;
    private final Set<String> known = new LinkedHashSet<>();

    private Input(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    /** The body; an empty one is an empty object. */
    static Input of(Request request) {
        if (request.text().isBlank()) {
            return new Input(Json.object(), "");
        }
        try {
            return of(Json.read(request.body()), "");
        } catch (JacksonException e) {
            throw new BadInput("body: no JSON (expected: a JSON object)");
        }
    }

    static Input of(JsonNode value, String where) {
        if (!value.isObject()) {
            throw new BadInput((where.isEmpty() ? "body" : where) + ": (expected: a JSON object)");
        }
        return new Input(value, where.isEmpty() ? "" : where + ".");
    }

    Optional<String> text(String name) {
        return value(name).map(value -> {
            require(value.isString(), name, value, "a string");
            return value.asString();
        });
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> new BadInput("%s%s: missing (expected: a string)".formatted(where, name)));
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            require(value.isBoolean(), name, value, "true or false");
            return value.asBoolean();
        });
    }

    Optional<Integer> number(String name, int least, int most) {
        return value(name).map(value -> {
            var fits = value.isInt() && value.asInt() >= least && value.asInt() <= most;
            require(fits, name, value, "a whole number, %d..%d".formatted(least, most));
            return value.asInt();
        });
    }

    Optional<Duration> millis(String name) {
        return number(name, 0, 3_600_000).map(Duration::ofMillis);
    }

    Optional<Double> decimal(String name) {
        return value(name).map(value -> {
            require(value.isNumber(), name, value, "a number");
            return value.asDouble();
        });
    }

    /** Milliseconds since 1970 or an ISO 8601 instant. */
    Optional<Instant> moment(String name) {
        return value(name).map(value -> {
            try {
                return value.isIntegralNumber()
                        ? Instant.ofEpochMilli(value.asLong())
                        : Instant.parse(value.asString(""));
            } catch (DateTimeParseException e) {
                throw wrong(name, value, "milliseconds since 1970, or 2026-03-01T09:00:00Z");
            }
        });
    }

    <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
        return text(name)
                .map(text -> Arrays.stream(choices.getEnumConstants())
                        .filter(choice -> choice.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new BadInput(
                                "%s%s: %s (expected one of: %s)".formatted(where, name, text, names(choices)))));
    }

    /** An object of strings. */
    Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        value(name).ifPresent(value -> {
            require(value.isObject(), name, value, "a JSON object of strings");
            value.properties().forEach(property -> {
                require(
                        property.getValue().isString(),
                        name + "." + property.getKey(),
                        property.getValue(),
                        "a string");
                texts.put(property.getKey(), property.getValue().asString());
            });
        });
        return texts;
    }

    /** Anything that is there and not null. */
    Optional<JsonNode> value(String name) {
        known.add(name);
        var value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /** Said to be null. */
    boolean isNull(String name) {
        known.add(name);
        return object.path(name).isNull();
    }

    /** To be called when all fields were asked for and before anything is done. */
    void end() {
        for (var name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw new BadInput("%s%s: unknown (expected: %s)"
                        .formatted(where, name, known.isEmpty() ? "no fields" : String.join(", ", known)));
            }
        }
    }

    private void require(boolean right, String name, JsonNode value, String expected) {
        if (!right) {
            throw wrong(name, value, expected);
        }
    }

    private BadInput wrong(String name, JsonNode value, String expected) {
        return new BadInput("%s%s: %s (expected: %s)".formatted(where, name, value, expected));
    }

    private static <E extends Enum<E>> String names(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
