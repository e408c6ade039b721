package musubi.scenario.definition;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import musubi.scenario.definition.DefinitionProblem.Code;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a JSON object and collects what is not as expected, with its place. Of one object. */
public final class DefinitionFields {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final int MAX_PROBLEMS = 100;

    private final String at;
    private final JsonNode object;
    private final List<DefinitionProblem> problems;
    private final Set<String> read = new LinkedHashSet<>();

    /**
     * Of a body.
     *
     * @param at where the object stands, as {@code steps[0]}; empty for the whole
     * @param problems to which what is wrong is added, up to 100
     */
    public DefinitionFields(String at, JsonNode object, List<DefinitionProblem> problems) {
        this.at = at;
        this.object = object;
        this.problems = problems;
        if (!object.isObject()) {
            wrong(at, Code.WRONG_TYPE, "object");
        }
    }

    private void wrong(String field, Code code, Object... arguments) {
        // nobody reads more, and a body may hold a hundred thousand
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(DefinitionProblem.of(field, code, arguments));
        }
    }

    /** Adds what is wrong with a field. */
    public void problem(String name, Code code, Object... arguments) {
        wrong(at(name), code, arguments);
    }

    String at(String name) {
        return at.isEmpty() ? name : name.isEmpty() ? at : at + "." + name;
    }

    /** Fields that may be there and are not read. */
    public void ignore(List<String> names) {
        read.addAll(names);
    }

    Optional<JsonNode> value(String name) {
        read.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    boolean isText(String name) {
        return object.path(name).isString();
    }

    boolean isArray(String name) {
        return object.path(name).isArray();
    }

    /** A text that is not empty. */
    public Optional<String> optionalText(String name, int most) {
        return value(name).flatMap(value -> {
            if (!value.isString()) {
                problem(name, Code.WRONG_TYPE, "string");
                return Optional.empty();
            }
            if (value.asString().length() > most) {
                problem(name, Code.TOO_LONG, most);
                return Optional.empty();
            }
            return Optional.of(value.asString()).filter(text -> !text.isEmpty());
        });
    }

    /** Empty, and a problem, where there is none. */
    public String text(String name, int most) {
        var before = problems.size();
        var text = optionalText(name, most);
        if (text.isEmpty() && problems.size() == before) {
            problem(name, Code.MISSING);
        }
        return text.orElse("");
    }

    /** A text, a number or a boolean, as a text; may be empty. */
    Optional<String> scalar(String name) {
        return value(name).flatMap(value -> scalar(name, value));
    }

    private Optional<String> scalar(String name, JsonNode value) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            problem(name, Code.WRONG_TYPE, "string");
            return Optional.empty();
        }
        var text = value.asString();
        if (text.length() > DefinitionLimits.MAX_VALUE) {
            problem(name, Code.TOO_LONG, DefinitionLimits.MAX_VALUE);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    List<String> scalars(String name) {
        var values = value(name).map(JsonNode::valueStream).stream()
                .flatMap(all -> all.limit(DefinitionLimits.MAX_VALUES + 1L))
                .map(each -> scalar(name, each))
                .flatMap(Optional::stream)
                .toList();
        if (values.size() > DefinitionLimits.MAX_VALUES) {
            problem(name, Code.TOO_MANY, DefinitionLimits.MAX_VALUES);
        }
        return values;
    }

    /** A whole number within limits. */
    public OptionalInt number(String name, int least, int most) {
        var value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().isInt()) {
            problem(name, Code.WRONG_TYPE, "integer");
            return OptionalInt.empty();
        }
        var number = value.get().asInt();
        if (number < least || number > most) {
            problem(name, Code.OUT_OF_RANGE, least, most);
            return OptionalInt.empty();
        }
        return OptionalInt.of(number);
    }

    int requiredNumber(String name, int least, int most) {
        if (!has(name)) {
            value(name);
            problem(name, Code.MISSING);
        }
        return number(name, least, most).orElse(least);
    }

    /** The id of a list: a number, or a text of digits. */
    OptionalLong id(String name) {
        var value = value(name);
        if (value.isEmpty()) {
            problem(name, Code.MISSING);
            return OptionalLong.empty();
        }
        var text = value.get().isString() || value.get().isIntegralNumber()
                ? value.get().asString()
                : "";
        if (!ID.matcher(text).matches()) {
            problem(name, Code.WRONG_TYPE, "id");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /** True or false. */
    public Optional<Boolean> flag(String name) {
        return value(name).flatMap(value -> {
            if (!value.isBoolean()) {
                problem(name, Code.WRONG_TYPE, "boolean");
                return Optional.empty();
            }
            return Optional.of(value.asBoolean());
        });
    }

    LocalTime time(String name) {
        var text = value(name).map(value -> value.asString("")).orElse("");
        try {
            return LocalTime.parse(text, MINUTE);
        } catch (DateTimeParseException e) {
            problem(name, Code.TIME);
            return LocalTime.MIDNIGHT;
        }
    }

    static String minute(LocalTime time) {
        return MINUTE.format(time);
    }

    <T> List<T> list(String name, int most, Function<DefinitionFields, Optional<T>> item) {
        var value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!value.get().isArray()) {
            problem(name, Code.WRONG_TYPE, "array");
            return List.of();
        }
        if (value.get().size() > most) {
            problem(name, Code.TOO_MANY, most);
            return List.of();
        }
        var items = new ArrayList<T>();
        for (var i = 0; i < value.get().size(); i++) {
            read(at(name) + "[" + i + "]", value.get().get(i), item).ifPresent(items::add);
        }
        return items;
    }

    /** An item of a list. */
    <T> Optional<T> item(String name, int index, Function<DefinitionFields, Optional<T>> fields) {
        return value(name).flatMap(list -> read(at(name) + "[" + index + "]", list.get(index), fields));
    }

    <T> Optional<T> object(String name, Function<DefinitionFields, Optional<T>> fields) {
        return value(name).flatMap(value -> read(at(name), value, fields));
    }

    private <T> Optional<T> read(String place, JsonNode value, Function<DefinitionFields, Optional<T>> fields) {
        var inner = new DefinitionFields(place, value, problems);
        if (!value.isObject()) {
            return Optional.empty();
        }
        var result = fields.apply(inner);
        inner.end();
        return result;
    }

    /** One of these. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return value(name).flatMap(value -> {
            for (var each : type.getEnumConstants()) {
                if (each.name().equals(value.asString(""))) {
                    return Optional.of(each);
                }
            }
            problem(
                    name,
                    Code.UNKNOWN,
                    String.join(
                            ", ",
                            List.of(type.getEnumConstants()).stream()
                                    .map(Enum::name)
                                    .toList()));
            return Optional.empty();
        });
    }

    /** Names of fields that texts belong to. */
    public Map<String, String> texts(String name, int most) {
        var texts = new LinkedHashMap<String, String>();
        object(name, fields -> {
            fields.object
                    .propertyNames()
                    .forEach(key -> fields.optionalText(key, most).ifPresent(text -> texts.put(key, text)));
            return Optional.empty();
        });
        return texts;
    }

    /** Adds fields that nobody asked for: a mistyped one must not be dropped in silence. */
    public void end() {
        if (object.isObject()) {
            object.propertyNames().stream()
                    .filter(name -> !read.contains(name))
                    .forEach(name -> problem(name, Code.UNKNOWN, String.join(", ", read)));
        }
    }
}
