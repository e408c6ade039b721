package musubi.scenario.definition;

import java.util.List;
import musubi.scenario.definition.Condition.Operator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a scenario does as the JSON that {@link DefinitionReader} reads. */
public final class DefinitionWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final boolean withRetired;

    private DefinitionWriter(boolean withRetired) {
        this.withRetired = withRetired;
    }

    /** As people see it: {@code trigger}, {@code reentry}, {@code steps}, {@code exits}; without steps that are retired. */
    public static ObjectNode shown(Definition definition) {
        return new DefinitionWriter(false).write(definition);
    }

    /** All of it. */
    public static ObjectNode stored(Definition definition) {
        return new DefinitionWriter(true).write(definition);
    }

    private ObjectNode write(Definition definition) {
        var json = JSON.createObjectNode();
        trigger(json.putObject("trigger"), definition.trigger());
        switch (definition.reentry()) {
            case Reentry.Never _ -> json.put("reentry", "NEVER");
            case Reentry.AfterEnd _ -> json.put("reentry", "AFTER_END");
            case Reentry.AfterDays after -> json.putObject("reentry").put("afterDays", after.days());
        }
        steps(json.putArray("steps"), definition.steps());
        var exits = json.putArray("exits");
        for (var exit : definition.exits()) {
            switch (exit) {
                case Exit.Replied _ -> exits.add("REPLIED");
                case Exit.Clicked _ -> exits.add("CLICKED");
                case Exit.When when -> condition(exits.addObject(), when.condition());
            }
        }
        return json;
    }

    private static void trigger(ObjectNode json, Trigger trigger) {
        switch (trigger) {
            case Trigger.Follow _ -> json.put("kind", "FOLLOW");
            case Trigger.Unblock _ -> json.put("kind", "UNBLOCK");
            case Trigger.Manual _ -> json.put("kind", "MANUAL");
            case Trigger.Link link -> {
                json.put("kind", "LINK");
                link.linkId().ifPresent(id -> json.put("linkId", id));
            }
            case Trigger.JoinedList list ->
                json.put("kind", "LIST")
                        .put("listId", Long.toString(list.listId()))
                        .put("includeMembers", list.includeMembers());
            case Trigger.DateProperty date -> {
                json.put("kind", "PROPERTY").put("property", date.property());
                until(json.putObject("offset"), new Wait.Until(date.days(), date.time()));
                if (!date.yearly()) {
                    json.put("yearly", false);
                }
            }
        }
    }

    private static void until(ObjectNode json, Wait.Until until) {
        json.put("days", until.days()).put("time", DefinitionFields.minute(until.time()));
    }

    private void steps(ArrayNode json, List<Step> steps) {
        steps.stream().filter(step -> withRetired || !step.retired()).forEach(step -> step(json.addObject(), step));
    }

    private void step(ObjectNode json, Step step) {
        json.put("key", step.key());
        step.delay().ifPresent(delay -> {
            switch (delay) {
                case Wait.For time -> json.put("wait", time.duration().toString());
                case Wait.Until until -> until(json.putObject("wait"), until);
            }
        });
        switch (step.action()) {
            case StepAction.Send send -> {
                send.message().ifPresent(message -> json.set("message", message));
                send.messageId().ifPresent(id -> json.put("messageId", id.toString()));
            }
            case StepAction.Branch branch -> {
                var inner = json.putObject("branch");
                condition(inner.putObject("if"), branch.condition());
                steps(inner.putArray("then"), branch.then());
                steps(inner.putArray("else"), branch.otherwise());
            }
            case StepAction.SetProperty set ->
                json.putObject("set").put("property", set.property()).put("value", set.value());
            case StepAction.End _ -> json.put("end", true);
            case StepAction.Pass _ -> {}
        }
        if (step.retired()) {
            json.put("retired", true);
        }
    }

    private static void condition(ObjectNode json, Condition condition) {
        switch (condition) {
            case Condition.InList list -> json.put("list", Long.toString(list.listId()));
            case Condition.Clicked clicked -> json.put("clicked", clicked.stepKey());
            case Condition.Property property -> {
                json.put("property", property.name())
                        .put("operator", property.operator().name());
                if (property.operator() == Operator.IN) {
                    property.values().forEach(json.putArray("value")::add);
                } else {
                    property.values().stream().findFirst().ifPresent(value -> json.put("value", value));
                }
            }
        }
    }
}
