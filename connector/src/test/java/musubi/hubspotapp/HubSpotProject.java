package musubi.hubspotapp;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the two projects as one document, as {@code project.schema.json} describes it. */
record HubSpotProject(ObjectNode document) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path ROOT = Path.of("..", "hubspot-app");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(.*?)}");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(ownSchemas()));

    /** Reads the files of {@code hubspot-app/<variant>}, the values of its profile filled in as HubSpot's CLI does. */
    static HubSpotProject read(String variant) {
        var project = ROOT.resolve(variant);
        var document = JSON.createObjectNode();
        document.set("hsproject", json(project.resolve("hsproject.json")));
        var profile = json(project.resolve("src/hsprofile.production.json"));
        document.set("profile", profile);
        document.set("components", components(project.resolve("src"), profile.path("variables")));
        return new HubSpotProject(document);
    }

    private static ArrayNode components(Path source, JsonNode variables) {
        var components = JSON.createArrayNode();
        files(source, "-hsmeta.json").forEach(file -> {
            var filled = VARIABLE.matcher(text(file)).replaceAll(match -> {
                var value = variables.path(match.group(1)).asString("");
                if (value.isEmpty()) {
                    throw new AssertionError("%s: no value for %s".formatted(file, match.group(1)));
                }
                return value;
            });
            components.add(JSON.readTree(filled));
        });
        return components;
    }

    /** What the schemas have against it. */
    List<Error> errors() {
        var uids = document.putArray("uids");
        components().forEach(component -> uids.add(component.path("uid")));
        return SCHEMAS.getSchema(SchemaLocation.of("urn:musubi:hubspot-app:project"))
                .validate(document);
    }

    JsonNode app() {
        return component("app");
    }

    JsonNode webhooks() {
        return component("webhooks");
    }

    /** A workflow action. */
    JsonNode action(String uid) {
        return components()
                .filter(component -> component.path("type").asString("").equals("workflow-action"))
                .filter(component -> component.path("uid").asString("").equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode component(String type) {
        return components()
                .filter(component -> component.path("type").asString("").equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Stream<JsonNode> components() {
        return StreamSupport.stream(document.path("components").spliterator(), false);
    }

    /** A value put in the place of another, or where there was none; {@code -} at the end: one more of an array. */
    HubSpotProject with(String pointer, String value) {
        var slash = pointer.lastIndexOf('/');
        var last = pointer.substring(slash + 1);
        switch (document.at(pointer.substring(0, slash))) {
            case ObjectNode parent
            when value.equals("gone") -> {
                if (parent.remove(last) == null) {
                    throw new AssertionError("nothing to take away at " + pointer);
                }
            }
            case ObjectNode parent -> parent.set(last, JSON.readTree(value));
            case ArrayNode parent when last.equals("-") -> parent.add(JSON.readTree(value));
            case ArrayNode parent -> parent.set(Integer.parseInt(last), JSON.readTree(value));
            case JsonNode ignored -> throw new AssertionError("no such place: " + pointer);
        }
        return this;
    }

    private static Map<String, String> ownSchemas() {
        return files(ROOT.resolve("schema"), ".schema.json").stream()
                .collect(Collectors.toMap(file -> json(file).path("$id").asString(""), HubSpotProject::text));
    }

    private static List<Path> files(Path folder, String ending) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        return JSON.readTree(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
