package musubi.hubspot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The properties of contacts and their groups.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide">Properties</a>
 */
@Component
public class HubSpotProperties {

    private static final String PROPERTIES = "/crm/properties/{V}/contacts";
    private static final String IN_EVERY_PORTAL = "email";

    private final HubSpotHttp http;

    /** What became of a property that was to be created. */
    public sealed interface CreateOutcome {

        /** HubSpot's internal name. */
        String name();

        /** It exists now. */
        record Created(String name) implements CreateOutcome {}

        /** HubSpot refused; often because it exists already: read it back. */
        record Refused(String name, HubSpotError error) implements CreateOutcome {}
    }

    HubSpotProperties(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * All properties of contacts.
     *
     * @throws HubSpotException of kind {@code RETRY} also when the answer cannot be complete: a property that it leaves out
     *     would be considered missing and be created
     */
    public List<PropertyDefinition> all(PortalAccess access) {
        var operation = "properties.list";
        var all = BatchReadAnswer.list(operation, http.get(access, operation, PROPERTIES), "results").stream()
                .map(HubSpotProperties::property)
                .toList();
        if (all.stream().noneMatch(property -> property.name().equals(IN_EVERY_PORTAL))) {
            throw BatchReadAnswer.incomplete(operation);
        }
        return all;
    }

    /** Whether contacts have a property group of that internal name. */
    public boolean groupExists(PortalAccess access, String name) {
        return BatchReadAnswer.list("groups.list", http.get(access, "groups.list", PROPERTIES + "/groups"), "results")
                .stream()
                .anyMatch(group -> group.path("name").asString("").equals(name));
    }

    /** Creates a property group; one that exists already is left as it is. */
    public void createGroup(PortalAccess access, String name, String label) {
        try {
            http.post(access, "groups.create", PROPERTIES + "/groups", Map.of("name", name, "label", label));
        } catch (HubSpotException e) {
            if (!e.error().alreadyExists()) {
                throw e;
            }
        }
    }

    /**
     * Creates properties.
     *
     * @param definitions at most 100
     * @return one outcome per definition, in no order
     */
    public List<CreateOutcome> create(PortalAccess access, List<PropertyDefinition> definitions) {
        try {
            var inputs = definitions.stream().map(HubSpotProperties::input).toList();
            var answer = http.post(access, "properties.create", PROPERTIES + "/batch/create", Map.of("inputs", inputs));
            var created = new HashMap<String, CreateOutcome>();
            answer.path("results").forEach(result -> {
                var name = result.path("name").asString("");
                created.put(name, new CreateOutcome.Created(name));
            });
            var errors = stream(answer.path("errors")).map(HubSpotError::of).toList();
            if (errors.isEmpty() && created.size() < definitions.size()) {
                throw BatchReadAnswer.incomplete("properties.create");
            }
            return definitions.stream()
                    .map(definition -> created.computeIfAbsent(
                            definition.name(), name -> new CreateOutcome.Refused(name, about(name, errors))))
                    .toList();
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.REJECTED) {
                throw e;
            }
            return definitions.stream()
                    .<CreateOutcome>map(definition -> new CreateOutcome.Refused(definition.name(), e.error()))
                    .toList();
        }
    }

    private static HubSpotError about(String property, List<HubSpotError> errors) {
        return errors.stream()
                .filter(error ->
                        error.properties().contains(property) || error.message().contains(property))
                .findFirst()
                .orElse(errors.isEmpty() ? HubSpotError.NONE : errors.getFirst());
    }

    private static PropertyDefinition property(JsonNode result) {
        return new PropertyDefinition(
                result.path("name").asString(""),
                result.path("label").asString(""),
                result.path("type").asString(""),
                result.path("fieldType").asString(""),
                result.path("groupName").asString(""),
                result.path("hasUniqueValue").asBoolean(false),
                result.path("hubspotDefined").asBoolean(false),
                stream(result.path("options"))
                        .map(option -> option.path("value").asString(""))
                        .toList());
    }

    private static Map<String, Object> input(PropertyDefinition definition) {
        var input = new HashMap<String, Object>();
        input.put("name", definition.name());
        input.put("label", definition.label());
        input.put("type", definition.type());
        input.put("fieldType", definition.fieldType());
        input.put("groupName", definition.groupName());
        if (definition.hasUniqueValue()) {
            input.put("hasUniqueValue", true);
        }
        if (!definition.options().isEmpty()) {
            input.put(
                    "options",
                    IntStream.range(0, definition.options().size())
                            .mapToObj(at -> Map.of(
                                    "label", definition.options().get(at),
                                    "value", definition.options().get(at),
                                    "displayOrder", at))
                            .toList());
        }
        return input;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
