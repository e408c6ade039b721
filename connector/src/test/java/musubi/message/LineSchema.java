package musubi.message;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * LINE's own schema of message objects. Its discriminators become conditions, so that each object is checked against the schema of its
 * type, and a field that the type does not have is an error.
 */
final class LineSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WHERE = "https://line.example.com/messaging-api.json";
    private static final String PREFIX = "#/components/schemas/";

    private final SchemaRegistry registry;

    private LineSchema(JsonNode document) {
        var schemas = (ObjectNode) document.at("/components/schemas");
        for (var name : List.copyOf(schemas.propertyNames())) {
            var base = (ObjectNode) schemas.get(name);
            if (base.has("discriminator")) {
                var discriminator = base.remove("discriminator");
                schemas.set("Any" + name, any(discriminator));
            }
        }
        pointToAny(schemas, schemas, false);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(WHERE, document.toString())));
    }

    /** The file {@code shared/platforms/line-openapi/messaging-api.yml}, looked for from the working directory upwards. */
    static Optional<LineSchema> find() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var file = at.resolve("shared/platforms/line-openapi/messaging-api.yml");
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    return Optional.of(new LineSchema(JSON.valueToTree(new Yaml().<Object>load(reader))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return Optional.empty();
    }

    private static ObjectNode any(JsonNode discriminator) {
        var property = discriminator.path("propertyName").asString("");
        var any = JSON.createObjectNode();
        any.putArray("required").add(property);
        var types = any.putObject("properties").putObject(property).putArray("enum");
        var conditions = any.putArray("allOf");
        discriminator.path("mapping").forEachEntry((type, schema) -> {
            types.add(type);
            var condition = conditions.addObject();
            condition
                    .putObject("if")
                    .putObject("properties")
                    .putObject(property)
                    .put("const", type);
            condition.putObject("then").put("$ref", schema.asString()).put("unevaluatedProperties", false);
        });
        return any;
    }

    /** Every reference to a kind becomes one to any of its types, but for those by which a type extends its kind. */
    private static void pointToAny(ObjectNode schemas, JsonNode at, boolean extending) {
        if (at instanceof ObjectNode object && !extending) {
            var reference = object.path("$ref").asString("");
            var any = "Any" + reference.replace(PREFIX, "");
            if (reference.startsWith(PREFIX) && schemas.has(any)) {
                object.put("$ref", PREFIX + any);
            }
        }
        at.propertyStream()
                .forEach(field -> field.getValue()
                        .valueStream()
                        .filter(item -> field.getKey().equals("allOf"))
                        .forEach(item -> pointToAny(schemas, item, true)));
        at.propertyStream()
                .filter(field -> !field.getKey().equals("allOf"))
                .forEach(field -> pointToAny(schemas, field.getValue(), false));
        if (at.isArray()) {
            at.valueStream().forEach(item -> pointToAny(schemas, item, false));
        }
    }

    /** What LINE's schema has against a message object. */
    List<String> errors(JsonNode message) {
        return registry
                .getSchema(SchemaLocation.of(WHERE + PREFIX + "AnyMessage"))
                .validate(message.toString(), InputFormat.JSON)
                .stream()
                .map(String::valueOf)
                .toList();
    }
}
