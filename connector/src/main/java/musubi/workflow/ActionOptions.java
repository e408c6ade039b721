package musubi.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The choices of the actions' input fields, as the editor of a workflow shows them. */
@Component
final class ActionOptions {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Choices in one answer. */
    static final int PAGE = 100;

    private final Connections connections;
    private final SavedMessages messages;
    private final Scenarios scenarios;

    ActionOptions(Connections connections, SavedMessages messages, Scenarios scenarios) {
        this.connections = connections;
        this.messages = messages;
        this.scenarios = scenarios;
    }

    private record Choice(String label, String value, String description) {}

    /** The accounts of the portal. */
    ObjectNode connections(JsonNode request) {
        return page(
                ofPortal(request).stream()
                        .map(connection ->
                                new Choice(connection.name(), connection.id().toString(), connection.basicId()))
                        .toList(),
                request.path("fetchOptions"));
    }

    /** The saved messages of the account that is chosen; of all of the portal's where none is. */
    ObjectNode messages(JsonNode request) {
        var chosen = Optional.ofNullable(
                ExecutionRequest.inputs(request.path("inputFields")).get("connection"));
        var some = ofPortal(request).stream()
                .filter(connection -> chosen.filter(
                                id -> !connection.id().toString().equals(id))
                        .isEmpty())
                .toList();
        var choices = new ArrayList<Choice>();
        for (var connection : some) {
            messages.list(connection.id(), Optional.empty(), SavedMessage.MAX_COUNT).stream()
                    .sorted(Comparator.comparing(SavedMessage::name))
                    .map(message -> new Choice(
                            message.name(), message.id().toString(), some.size() > 1 ? connection.name() : ""))
                    .forEach(choices::add);
        }
        return page(choices, request.path("fetchOptions"));
    }

    /** The scenarios of the portal's accounts; those that are switched off last. */
    ObjectNode scenarios(JsonNode request) {
        var some = ofPortal(request);
        var on = new ArrayList<Choice>();
        var off = new ArrayList<Choice>();
        for (var connection : some) {
            scenarios.list(connection.id(), Optional.empty(), Scenarios.MAX_COUNT).stream()
                    .sorted(Comparator.comparing(Scenario::name))
                    .forEach(scenario -> (scenario.isEnabled() ? on : off)
                            .add(new Choice(
                                    scenario.name(),
                                    scenario.id().toString(),
                                    some.size() > 1 ? connection.name() : "")));
        }
        on.addAll(off);
        return page(on, request.path("fetchOptions"));
    }

    private List<Connection> ofPortal(JsonNode request) {
        var portalId = request.path("origin").path("portalId").asLong(0);
        return connections.all().stream()
                .filter(connection -> connection.portalId() == portalId)
                .toList();
    }

    private static ObjectNode page(List<Choice> all, JsonNode fetch) {
        var query = fetch.path("q").asString("").strip().toLowerCase(Locale.ROOT);
        var found = all.stream()
                .filter(choice -> choice.label().toLowerCase(Locale.ROOT).contains(query))
                .toList();
        var from = Math.clamp(place(fetch.path("after").asString("")), 0, found.size());
        var to = Math.min(from + PAGE, found.size());
        var answer = JSON.createObjectNode();
        var options = answer.putArray("options");
        for (var choice : found.subList(from, to)) {
            var option = options.addObject().put("label", choice.label()).put("value", choice.value());
            if (!choice.description().isEmpty()) {
                option.put("description", choice.description());
            }
        }
        if (to < found.size()) {
            answer.put("after", String.valueOf(to));
        }
        return answer.put("searchable", true);
    }

    private static int place(String after) {
        return after.matches("\\d{1,6}") ? Integer.parseInt(after) : 0;
    }

    /** Whether it is a request for choices. */
    static boolean isRequest(JsonNode body) {
        return body.path("origin").path("portalId").asLong(0) > 0;
    }
}
