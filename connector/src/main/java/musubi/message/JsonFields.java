package musubi.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.message.MessageProblem.Code;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a JSON object and tells what is not as expected, with its place. Of one object. */
final class JsonFields {

    private final String at;
    private final JsonNode object;
    private final Problems problems;
    private final Set<String> read = new LinkedHashSet<>();

    /** @param at where the object stands, as {@code bubbles[0]}; empty for the whole */
    JsonFields(String at, JsonNode object, Problems problems) {
        this.at = at;
        this.object = object;
        this.problems = problems;
        if (!object.isObject()) {
            problems.add(at, Code.WRONG_TYPE, "object");
        }
    }

    Problems problems() {
        return problems;
    }

    String at(String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private <T> Optional<T> missing(String name) {
        problems.add(at(name), Code.MISSING);
        return Optional.empty();
    }

    Optional<String> optionalText(String name) {
        return value(name).flatMap(value -> {
            if (!value.isString()) {
                problems.add(at(name), Code.WRONG_TYPE, "string");
                return Optional.empty();
            }
            return Optional.of(value.asString()).filter(text -> !text.isEmpty());
        });
    }

    /** Empty, and told, where there is none. */
    String text(String name) {
        var there = value(name);
        return (there.isEmpty()
                                || (there.get().isString()
                                        && there.get().asString().isEmpty())
                        ? this.<String>missing(name)
                        : optionalText(name))
                .orElse("");
    }

    int number(String name) {
        var value = value(name);
        if (value.isEmpty()) {
            this.missing(name);
        } else if (!value.get().isInt()) {
            problems.add(at(name), Code.WRONG_TYPE, "integer");
        }
        return value.filter(JsonNode::isInt).map(JsonNode::asInt).orElse(0);
    }

    Optional<JsonNode> json(String name) {
        return value(name).or(() -> missing(name));
    }

    boolean has(String name) {
        return object.has(name);
    }

    <T> List<T> list(String name, boolean required, Function<JsonFields, Optional<T>> item) {
        var value = value(name);
        if (value.isEmpty()) {
            if (required) {
                this.missing(name);
            }
            return List.of();
        }
        if (!value.get().isArray()) {
            problems.add(at(name), Code.WRONG_TYPE, "array");
            return List.of();
        }
        return IntStream.range(0, value.get().size())
                .mapToObj(i -> read(at(name) + "[" + i + "]", value.get().get(i), item))
                .flatMap(Optional::stream)
                .toList();
    }

    <T> Optional<T> object(String name, Function<JsonFields, Optional<T>> fields) {
        return value(name).flatMap(value -> read(at(name), value, fields));
    }

    private <T> Optional<T> read(String place, JsonNode value, Function<JsonFields, Optional<T>> fields) {
        var inner = new JsonFields(place, value, problems);
        var result = inner.object.isObject() ? fields.apply(inner) : Optional.<T>empty();
        inner.end();
        return result;
    }

    /** One of these; empty, and told, where it is none. */
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return value(name).flatMap(value -> {
            for (var each : type.getEnumConstants()) {
                if (each.name().equals(value.asString(""))) {
                    return Optional.of(each);
                }
            }
            problems.add(at(name), Code.UNKNOWN, names(type));
            return Optional.empty();
        });
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return List.of(type.getEnumConstants()).stream().map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Tells fields that nobody asked for: a mistyped one must not be dropped in silence. */
    void end() {
        if (object.isObject()) {
            object.propertyNames().stream()
                    .filter(name -> !read.contains(name))
                    .forEach(name -> problems.add(at(name), Code.UNKNOWN, String.join(", ", read)));
        }
    }
}
