package musubi.console.scenarios;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.content.KnownProperties;
import musubi.content.KnownProperty;
import musubi.content.SavedMessages;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.ContactList;
import musubi.link.Links;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.scenario.definition.DefinitionWriter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** What the pages of scenarios show besides the scenario itself. What HubSpot does not tell is left out. */
@Component
final class ScenarioViews {

    private static final int CHOICES = 200;

    private final Connections connections;
    private final Scenarios scenarios;
    private final SavedMessages messages;
    private final KnownProperties properties;
    private final HubSpotLists lists;
    private final Links links;

    ScenarioViews(
            Connections connections,
            Scenarios scenarios,
            SavedMessages messages,
            KnownProperties properties,
            HubSpotLists lists,
            Links links) {
        this.connections = connections;
        this.scenarios = scenarios;
        this.messages = messages;
        this.properties = properties;
        this.lists = lists;
        this.links = links;
    }

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    Scenario one(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The form of one. */
    static ScenarioForm form(Scenario one) {
        return WrittenScenario.form(
                DefinitionWriter.shown(one.definition()),
                Map.of("name", one.name(), "revision", Integer.toString(one.revision())));
    }

    /** What the picture of a scenario says in words: names of lists, messages and links, and the numbers of its messages. */
    void describe(Connection connection, ScenarioForm form, Model model) {
        model.addAttribute("numbers", numbers(form.steps()));
        model.addAttribute("savedNames", savedNames(form));
        model.addAttribute("listNames", listNames(connection, form));
        model.addAttribute("links", links.of(connection.id()));
    }

    /** What its form offers to choose from. */
    void choices(Connection connection, Model model) {
        model.addAttribute("saved", messages.list(connection.id(), Optional.empty(), CHOICES));
        model.addAttribute("links", links.of(connection.id()));
        try {
            model.addAttribute(
                    "properties",
                    properties.of(connection.id()).values().stream()
                            .sorted(Comparator.comparing(KnownProperty::label))
                            .toList());
            var access = connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE);
            model.addAttribute("lists", lists.search(access, "", 0, CHOICES).lists());
        } catch (HubSpotException unknown) {
            model.addAttribute("hubspotAway", true);
        }
    }

    /** The messages of some steps, numbered from 1 in the order in which they stand. */
    static Map<String, Integer> numbers(List<FormStep> steps) {
        var numbers = new HashMap<String, Integer>();
        steps.stream()
                .flatMap(FormStep::all)
                .filter(step -> step.kind().equals("MESSAGE"))
                .forEach(step -> numbers.put(step.key(), numbers.size() + 1));
        return numbers;
    }

    private Map<String, String> savedNames(ScenarioForm form) {
        var ids = values(form, "saved").map(UUID::fromString).collect(Collectors.toSet());
        return messages.names(ids).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    private static Stream<String> values(ScenarioForm form, String field) {
        return form.steps().stream()
                .flatMap(FormStep::all)
                .map(step -> step.value(field))
                .filter(value -> !value.isEmpty());
    }

    private Map<String, String> listNames(Connection connection, ScenarioForm form) {
        var ids =
                new HashSet<>(Stream.concat(values(form, "list"), Stream.of(form.value("list"), form.value("exitList")))
                        .filter(id -> id.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .limit(HubSpotLists.MAX_SEVERAL)
                        .toList());
        if (ids.isEmpty()) {
            return Map.of();
        }
        try {
            return lists
                    .several(connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE), ids)
                    .values()
                    .stream()
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(list -> Long.toString(list.id()), ContactList::name));
        } catch (HubSpotException unknown) {
            return Map.of();
        }
    }
}
