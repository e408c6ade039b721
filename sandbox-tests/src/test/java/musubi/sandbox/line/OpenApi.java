package musubi.sandbox.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** Checks JSON against the schemas of one of LINE's OpenAPI files: required properties, types, enums, sizes, patterns. */
final class OpenApi {

    private final Map<String, Object> document;

    private OpenApi(Map<String, Object> document) {
        this.document = document;
    }

    /** The file {@code shared/platforms/line-openapi/<name>}, looked for from the working directory upwards. */
    static Optional<OpenApi> find(String name) {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var file = at.resolve("shared/platforms/line-openapi").resolve(name);
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    return Optional.of(new OpenApi(object(new Yaml().load(reader))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return Optional.empty();
    }

    /** The schema of an endpoint's answer with that status; empty when none is written down. */
    Optional<Map<String, Object>> answer(String method, String template, int status) {
        return step(document, "paths")
                .flatMap(all -> step(all, template))
                .flatMap(path -> step(path, method.toLowerCase(Locale.ROOT)))
                .flatMap(operation -> step(operation, "responses"))
                .flatMap(responses -> step(responses, "" + status))
                .flatMap(response -> step(response, "content"))
                .flatMap(content -> step(content, "application/json"))
                .flatMap(json -> step(json, "schema"));
    }

    Map<String, Object> schema(String name) {
        return resolved("#/components/schemas/" + name);
    }

    /** The errors of the value; empty when it matches the schema. */
    List<String> problems(Map<String, Object> schema, JsonNode value) {
        var problems = new ArrayList<String>();
        check(schema, value, "$", true, problems);
        return problems;
    }

    private void check(
            Map<String, Object> given, JsonNode value, String at, boolean discriminate, List<String> problems) {
        var schema = given.get("$ref") instanceof String reference ? resolved(reference) : given;
        if (discriminate && schema.get("discriminator") instanceof Map<?, ?> discriminator) {
            var concrete = concrete(object(discriminator), value);
            if (concrete != null) {
                check(concrete, value, at, false, problems);
                return;
            }
        }
        if (schema.get("allOf") instanceof List<?> parts) {
            parts.forEach(part -> check(object(part), value, at, false, problems));
        }
        checkValue(schema, value, at, problems);
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> !value.has((String) name))
                    .forEach(name -> problems.add(at + "." + name + " is missing"));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            object(properties).forEach((name, property) -> {
                if (value.has(name)) {
                    check(object(property), value.path(name), at + "." + name, true, problems);
                }
            });
        }
        if (schema.get("items") instanceof Map<?, ?> items && value.isArray()) {
            value.forEach(item -> check(object(items), item, at + "[]", true, problems));
        }
    }

    private static void checkValue(Map<String, Object> schema, JsonNode value, String at, List<String> problems) {
        if (schema.get("type") instanceof String type && !isOf(type, value)) {
            problems.add("%s is not of type %s".formatted(at, type));
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(value.asString())) {
            problems.add("%s is none of %s".formatted(at, allowed));
        }
        if (schema.get("pattern") instanceof String pattern && !value.asString().matches(pattern)) {
            problems.add("%s does not match %s".formatted(at, pattern));
        }
        if (schema.get("maxItems") instanceof Integer most && value.size() > most) {
            problems.add("%s has more than %d".formatted(at, most));
        }
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case String other -> throw new IllegalStateException("the schema has a type " + other);
        };
    }

    private @Nullable Map<String, Object> concrete(Map<String, Object> discriminator, JsonNode value) {
        var kind = value.path((String) discriminator.getOrDefault("propertyName", ""));
        var mapping = object(discriminator.getOrDefault("mapping", Map.of()));
        return mapping.get(kind.asString("")) instanceof String reference ? resolved(reference) : null;
    }

    private Map<String, Object> resolved(String reference) {
        var at = document;
        for (var name : reference.substring(2).split("/", -1)) {
            at = step(at, name).orElseThrow(() -> new IllegalStateException(reference + " is not in the document"));
        }
        return at;
    }

    private static Optional<Map<String, Object>> step(Map<String, Object> at, String name) {
        return at.get(name) instanceof Map<?, ?> next ? Optional.of(object(next)) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
