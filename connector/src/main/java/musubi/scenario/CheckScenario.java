package musubi.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.content.KnownProperties;
import musubi.content.MessageCheck;
import musubi.content.ReachableLinks;
import musubi.content.SavedMessages;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.link.Links;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionProblem;
import musubi.scenario.definition.DefinitionProblem.Code;
import musubi.scenario.definition.DefinitionRules;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import org.springframework.stereotype.Component;

/** What is wrong with a scenario by HubSpot and by the checks of messages. */
@Component
class CheckScenario {

    /** Each costs a call; nobody needs more to see what is wrong. */
    private static final int MAX_MISSING_LISTS = 10;

    /** Types of properties that have a day. */
    private static final Set<String> DATES = Set.of("date", "datetime");

    private final Connections connections;
    private final KnownProperties properties;
    private final HubSpotLists lists;
    private final SavedMessages saved;
    private final MessageCheck messages;
    private final ReachableLinks reachable;
    private final Links links;

    CheckScenario(
            Connections connections,
            KnownProperties properties,
            HubSpotLists lists,
            SavedMessages saved,
            MessageCheck messages,
            ReachableLinks reachable,
            Links links) {
        this.connections = connections;
        this.properties = properties;
        this.lists = lists;
        this.saved = saved;
        this.messages = messages;
        this.reachable = reachable;
        this.links = links;
    }

    /**
     * Some calls of HubSpot, and one of LINE for each message that is new.
     *
     * @param known what the scenario did before: messages that stand in it already are not checked again
     */
    List<DefinitionProblem> problems(UUID connectionId, Definition definition, Optional<Definition> known) {
        var problems = new ArrayList<>(clicks(definition));
        problems.addAll(missingLink(connectionId, definition.trigger()));
        var propertyNames = new LinkedHashMap<String, String>();
        var listIds = new LinkedHashMap<String, Long>();
        named(definition, propertyNames, listIds);
        try {
            problems.addAll(missingProperties(connectionId, definition.trigger(), propertyNames));
            problems.addAll(missingLists(connectionId, listIds));
        } catch (HubSpotException unknown) {
            problems.add(DefinitionProblem.of("", Code.HUBSPOT_NOT_ASKED));
        }
        var before = new HashSet<>();
        known.ifPresent(one -> one.all().forEach(step -> before.add(step.action())));
        DefinitionRules.places(definition).forEach((place, step) -> {
            if (step.action() instanceof StepAction.Send send && !before.contains(send)) {
                problems.addAll(problems(connectionId, place, send));
            }
        });
        return problems;
    }

    /** Clicks that are asked for, and cannot be counted. */
    private List<DefinitionProblem> clicks(Definition definition) {
        if (reachable.areReachable()) {
            return List.of();
        }
        var problems = new ArrayList<DefinitionProblem>();
        for (var i = 0; i < definition.exits().size(); i++) {
            if (definition.exits().get(i) instanceof Exit.Clicked) {
                problems.add(DefinitionProblem.of("exits[%d]".formatted(i), Code.LINKS_NOT_HTTPS));
            }
        }
        DefinitionRules.places(definition).forEach((place, step) -> {
            if (step.action() instanceof StepAction.Branch branch && branch.condition() instanceof Condition.Clicked) {
                problems.add(DefinitionProblem.of(place + ".branch.if.clicked", Code.LINKS_NOT_HTTPS));
            }
        });
        return problems;
    }

    private List<DefinitionProblem> missingLink(UUID connectionId, Trigger trigger) {
        return trigger instanceof Trigger.Link(var id)
                        && id.isPresent()
                        && links.of(connectionId).stream()
                                .noneMatch(link -> link.id().equals(id.get()))
                ? List.of(DefinitionProblem.of("trigger.linkId", Code.NO_SUCH_LINK))
                : List.of();
    }

    private static void named(Definition definition, Map<String, String> properties, Map<String, Long> lists) {
        switch (definition.trigger()) {
            case Trigger.JoinedList list -> lists.put("trigger.listId", list.listId());
            case Trigger.DateProperty date -> properties.put("trigger.property", date.property());
            case Trigger.Follow _, Trigger.Unblock _, Trigger.Link _, Trigger.Manual _ -> {}
        }
        for (var i = 0; i < definition.exits().size(); i++) {
            if (definition.exits().get(i) instanceof Exit.When when) {
                named("exits[%d]".formatted(i), when.condition(), properties, lists);
            }
        }
        DefinitionRules.places(definition).forEach((place, step) -> {
            if (step.action() instanceof StepAction.Branch branch) {
                named(place + ".branch.if", branch.condition(), properties, lists);
            } else if (step.action() instanceof StepAction.SetProperty set) {
                properties.put(place + ".set.property", set.property());
            }
        });
    }

    private static void named(String at, Condition condition, Map<String, String> properties, Map<String, Long> lists) {
        switch (condition) {
            case Condition.Property property -> properties.put(at + ".property", property.name());
            case Condition.InList list -> lists.put(at + ".list", list.listId());
            case Condition.Clicked _ -> {}
        }
    }

    private List<DefinitionProblem> missingProperties(UUID connectionId, Trigger trigger, Map<String, String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        var problems = new ArrayList<DefinitionProblem>();
        var known = properties.of(connectionId);
        names.forEach((field, name) -> {
            if (!known.containsKey(name)) {
                problems.add(DefinitionProblem.of(field, Code.NO_SUCH_PROPERTY, name));
            }
        });
        if (trigger instanceof Trigger.DateProperty date
                && Optional.ofNullable(known.get(date.property()))
                        .filter(property -> !DATES.contains(property.type()))
                        .isPresent()) {
            problems.add(DefinitionProblem.of("trigger.property", Code.NO_DATE, date.property()));
        }
        return problems;
    }

    private List<DefinitionProblem> missingLists(UUID connectionId, Map<String, Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var access = connections.hubspot(connectionId).with(CallPriority.INTERACTIVE);
        var asked = List.copyOf(new LinkedHashSet<>(ids.values()));
        var found = new HashSet<Long>();
        for (var from = 0; from < asked.size(); from += HubSpotLists.MAX_SEVERAL) {
            var some = asked.subList(from, Math.min(asked.size(), from + HubSpotLists.MAX_SEVERAL));
            found.addAll(lists.several(access, Set.copyOf(some)).keySet());
        }
        var problems = new ArrayList<DefinitionProblem>();
        for (var each : ids.entrySet()) {
            // one that an answer leaves out may exist
            if (!found.contains(each.getValue())
                    && lists.find(access, each.getValue()).isEmpty()) {
                problems.add(DefinitionProblem.of(each.getKey(), Code.NO_SUCH_LIST, each.getValue()));
                if (problems.size() == MAX_MISSING_LISTS) {
                    break;
                }
            }
        }
        return problems;
    }

    private List<DefinitionProblem> problems(UUID connectionId, String place, StepAction.Send send) {
        if (send.message().isEmpty()) {
            var isThere = send.messageId()
                    .flatMap(saved::find)
                    .filter(one -> one.connectionId().equals(connectionId))
                    .isPresent();
            return isThere ? List.of() : List.of(DefinitionProblem.of(place + ".messageId", Code.NO_SUCH_MESSAGE));
        }
        return messages.check(connectionId, send.message().get()).problems().stream()
                .map(problem -> DefinitionProblem.of(place + ".message", problem))
                .toList();
    }
}
