package musubi.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST document as what all answers in the tests are held against: a status that it does not tell, or a body that
 * does not fit its schema, is a failure of the test that made the call.
 */
public final class ApiContract {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WHERE = "https://musubi.example.com/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static @Nullable ApiContract known;

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private ApiContract(String text) {
        this.document = JSON.readTree(text);
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(WHERE, text)));
    }

    /** One document for all: it is the same for every Musubi of this build. */
    public static synchronized ApiContract of(Supplier<String> text) {
        var found = known;
        if (found == null) {
            found = ApplicationStarts.alone(() -> new ApiContract(text.get()));
            known = found;
        }
        return found;
    }

    /** As {@code /v3/api-docs} gives it. */
    public JsonNode document() {
        return document;
    }

    /** Holds an answer against the document. Addresses that it does not tell are not looked at. */
    public void check(String method, String path, HttpResponse<String> given) {
        var status = given.statusCode();
        var contentType = given.headers().firstValue("Content-Type").orElse("");
        var body = given.body();
        place(method, path).ifPresent(operation -> {
            var answer = resolved(operation.append("responses").append(String.valueOf(status)));
            if (document.at(answer.pointer()).isMissingNode()) {
                throw new AssertionError(
                        "%s %s answered %d, which the REST document does not tell (see \"A new route\" in CONTRIBUTING.md): %s"
                                .formatted(method, path, status, body));
            }
            if (contentType.contains("json")) {
                var media = contentType.replaceAll(";.*", "");
                var schema = answer.append("content").append(media).append("schema");
                if (document.at(schema.pointer()).isMissingNode()) {
                    throw new AssertionError(
                            "%s %s answered %d with a body of type %s, which the REST document does not tell"
                                    .formatted(method, path, status, media));
                }
                var errors = errors(schema.pointer(), body);
                if (!errors.isEmpty()) {
                    throw new AssertionError("%s %s answered %d with a body that does not fit the REST document: %s%n%s"
                            .formatted(method, path, status, errors, body));
                }
            }
        });
    }

    /** What the schema at that place has against it. */
    public List<String> errors(String schema, String body) {
        return compiled
                .computeIfAbsent(schema, pointer -> schemas.getSchema(SchemaLocation.of(WHERE + "#" + pointer)))
                .validate(
                        body,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private record NavItem(String pointer) {

        NavItem append(String name) {
            return new NavItem(pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
        }
    }

    private NavItem resolved(NavItem place) {
        var reference = document.at(place.pointer()).path("$ref").asString("");
        return reference.isEmpty() ? place : new NavItem(reference.substring(1));
    }

    /** Where the answer of that status stands. */
    public Optional<String> answer(String operation, String status) {
        var place = resolved(new NavItem(operation).append("responses").append(status));
        return document.at(JsonPointer.compile(place.pointer())).isMissingNode()
                ? Optional.empty()
                : Optional.of(place.pointer());
    }

    /** Where each operation stands, by method and path. */
    public Map<String, String> operations() {
        var all = new HashMap<String, String>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> all.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                new NavItem("/paths")
                                        .append(path.getKey())
                                        .append(operation.getKey())
                                        .pointer())));
        return all;
    }

    private Optional<NavItem> place(String method, String path) {
        var plain = PathContainer.parsePath(path.replaceAll("[?#].*", ""));
        var found = new ArrayList<String>();
        document.path("paths").propertyNames().forEach(pattern -> {
            if (PathPatternParser.defaultInstance.parse(pattern).matches(plain)) {
                found.add(pattern);
            }
        });
        // an address without variables before one with them
        return found.stream()
                .sorted(Comparator.comparing(pattern -> pattern.contains("{")))
                .map(pattern -> new NavItem("/paths").append(pattern).append(method.toLowerCase(Locale.ROOT)))
                .filter(operation -> !document.at(operation.pointer()).isMissingNode())
                .findFirst();
    }
}
