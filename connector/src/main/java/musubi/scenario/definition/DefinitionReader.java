package musubi.scenario.definition;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.scenario.definition.Condition.Operator;
import musubi.scenario.definition.DefinitionProblem.Code;
import tools.jackson.databind.JsonNode;

/** Reads what a scenario does from the JSON of the REST API, in which it is stored too. Whether it makes sense is another question. */
public final class DefinitionReader {

    private static final String REPLIED = "REPLIED";
    private static final String CLICKED = "CLICKED";

    private final boolean stored;

    private DefinitionReader(boolean stored) {
        this.stored = stored;
    }

    /** What a trigger is called. */
    private enum TriggerKind {
        FOLLOW,
        UNBLOCK,
        LINK,
        LIST,
        PROPERTY,
        MANUAL
    }

    private enum ReentryKind {
        NEVER,
        AFTER_END
    }

    /**
     * Reads {@code trigger}, {@code reentry?}, {@code steps} and {@code exits?}, without steps that are retired.
     *
     * @param body to whose problems what is wrong is added; what comes back then is not all
     */
    public static Definition read(DefinitionFields body) {
        return new DefinitionReader(false).definition(body);
    }

    /** What {@link DefinitionWriter#stored} wrote. */
    public static Definition stored(JsonNode json) {
        var problems = new ArrayList<DefinitionProblem>();
        var definition = new DefinitionReader(true).definition(new DefinitionFields("", json, problems));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("a stored scenario cannot be read: "
                    + problems.stream()
                            .map(each -> each.field() + " " + each.code())
                            .toList());
        }
        return definition;
    }

    private Definition definition(DefinitionFields fields) {
        var trigger = fields.object("trigger", DefinitionReader::trigger);
        if (!fields.has("trigger")) {
            fields.problem("trigger", Code.MISSING);
        }
        if (!fields.has("steps")) {
            fields.problem("steps", Code.MISSING);
        }
        return new Definition(
                trigger.orElse(new Trigger.Manual()),
                reentry(fields),
                steps(fields, "steps", 0),
                fields.value("exits").isPresent() ? exits(fields) : List.of());
    }

    private static Optional<Trigger> trigger(DefinitionFields fields) {
        if (!fields.has("kind")) {
            fields.problem("kind", Code.MISSING);
        }
        return fields.choice("kind", TriggerKind.class).map(kind -> switch (kind) {
            case FOLLOW -> new Trigger.Follow();
            case UNBLOCK -> new Trigger.Unblock();
            case MANUAL -> new Trigger.Manual();
            case LINK -> new Trigger.Link(fields.optionalText("linkId", 100));
            case LIST ->
                new Trigger.JoinedList(
                        fields.id("listId").orElse(0),
                        fields.flag("includeMembers").orElse(false));
            case PROPERTY -> {
                var name = property(fields);
                if (!fields.has("offset")) {
                    fields.problem("offset", Code.MISSING);
                }
                var yearly = fields.flag("yearly").orElse(true);
                yield fields.object("offset", offset -> Optional.of(until(offset, -DefinitionLimits.MAX_DAYS)))
                        .<Trigger>map(offset -> new Trigger.DateProperty(name, offset.days(), offset.time(), yearly))
                        .orElse(new Trigger.Manual());
            }
        });
    }

    private static String property(DefinitionFields fields) {
        return fields.text("property", DefinitionLimits.MAX_PROPERTY);
    }

    private static Wait.Until until(DefinitionFields fields, int least) {
        return new Wait.Until(fields.requiredNumber("days", least, DefinitionLimits.MAX_DAYS), fields.time("time"));
    }

    private static Reentry reentry(DefinitionFields fields) {
        if (!fields.has("reentry") || fields.isText("reentry")) {
            return switch (fields.choice("reentry", ReentryKind.class).orElse(ReentryKind.NEVER)) {
                case NEVER -> new Reentry.Never();
                case AFTER_END -> new Reentry.AfterEnd();
            };
        }
        return fields.<Reentry>object(
                        "reentry",
                        object -> Optional.of(new Reentry.AfterDays(
                                object.requiredNumber("afterDays", 1, DefinitionLimits.MAX_DAYS))))
                .orElse(new Reentry.Never());
    }

    private List<Step> steps(DefinitionFields fields, String name, int depth) {
        return fields.list(name, DefinitionLimits.MAX_STEPS_EVER, step -> step(step, depth));
    }

    private Optional<Step> step(DefinitionFields fields, int depth) {
        var key = fields.text("key", DefinitionLimits.MAX_VALUE);
        if (!key.isEmpty() && !DefinitionLimits.KEY.matcher(key).matches()) {
            fields.problem("key", Code.KEY);
        }
        var delay = delay(fields);
        var retired = fields.flag("retired").orElse(false);
        var action = action(fields, delay.isPresent() || fields.has("wait"), depth);
        return retired && !stored ? Optional.empty() : action.map(what -> new Step(key, delay, what, retired));
    }

    private static Optional<Wait> delay(DefinitionFields fields) {
        if (!fields.isText("wait")) {
            return fields.object("wait", until -> Optional.of(until(until, 0)));
        }
        try {
            var duration = Duration.parse(fields.text("wait", DefinitionLimits.MAX_VALUE));
            if (!duration.isNegative() && duration.compareTo(DefinitionLimits.MAX_WAIT) <= 0) {
                return duration.isZero() ? Optional.empty() : Optional.of(new Wait.For(duration));
            }
        } catch (DateTimeException | ArithmeticException noDuration) {
            // told below
        }
        fields.problem("wait", Code.WAIT, DefinitionLimits.MAX_DAYS);
        return Optional.empty();
    }

    private Optional<StepAction> action(DefinitionFields fields, boolean waits, int depth) {
        var actions = new ArrayList<StepAction>();
        var message = fields.value("message");
        var messageId = fields.optionalText("messageId", DefinitionLimits.MAX_VALUE);
        if (message.isPresent() && messageId.isPresent()) {
            fields.problem("messageId", Code.STEP_AMBIGUOUS);
        } else if (message.isPresent() || messageId.isPresent()) {
            actions.add(new StepAction.Send(message, messageId.map(id -> uuid(fields, id))));
        }
        fields.object("branch", branch -> branch(branch, depth)).ifPresent(actions::add);
        fields.object("set", DefinitionReader::set).ifPresent(actions::add);
        if (fields.flag("end").orElse(false)) {
            actions.add(new StepAction.End());
        }
        if (actions.size() > 1) {
            fields.problem("", Code.STEP_AMBIGUOUS);
        }
        var isThere = Stream.of("message", "messageId", "branch", "set").anyMatch(fields::has);
        if (actions.isEmpty() && !isThere && !waits && !stored) {
            fields.problem("", Code.STEP_EMPTY);
        }
        return actions.isEmpty() ? Optional.of(new StepAction.Pass()) : Optional.of(actions.getFirst());
    }

    private static UUID uuid(DefinitionFields fields, String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            fields.problem("messageId", Code.NO_SUCH_MESSAGE);
            return new UUID(0, 0);
        }
    }

    private Optional<StepAction> branch(DefinitionFields fields, int depth) {
        if (depth >= DefinitionLimits.MAX_DEPTH && !stored) {
            fields.problem("", Code.TOO_DEEP, DefinitionLimits.MAX_DEPTH);
            fields.ignore(List.of("if", "then", "else"));
            return Optional.empty();
        }
        if (!fields.has("if")) {
            fields.problem("if", Code.MISSING);
        }
        var condition = fields.object("if", DefinitionReader::condition);
        var then = steps(fields, "then", depth + 1);
        var otherwise = steps(fields, "else", depth + 1);
        return condition.map(is -> new StepAction.Branch(is, then, otherwise));
    }

    private static Optional<StepAction> set(DefinitionFields fields) {
        var property = property(fields);
        if (!fields.has("value")) {
            fields.problem("value", Code.MISSING);
        }
        return fields.scalar("value").map(value -> new StepAction.SetProperty(property, value));
    }

    private static Optional<Condition> condition(DefinitionFields fields) {
        if (fields.has("list")) {
            return Optional.of(new Condition.InList(fields.id("list").orElse(0)));
        }
        if (fields.has("clicked")) {
            return Optional.of(new Condition.Clicked(fields.text("clicked", DefinitionLimits.MAX_VALUE)));
        }
        var property = property(fields);
        var operator = fields.choice("operator", Operator.class);
        if (operator.isEmpty()) {
            if (!fields.has("operator")) {
                fields.problem("operator", Code.MISSING);
            }
            fields.ignore(List.of("value"));
            return Optional.empty();
        }
        var values = values(fields, operator.get());
        if (values.isEmpty() && operator.get() != Operator.HAS) {
            fields.problem("value", Code.MISSING);
        }
        return Optional.of(new Condition.Property(property, operator.get(), values));
    }

    /** Of {@code IN}, also one text that is divided by semicolons, as HubSpot writes choices. */
    private static List<String> values(DefinitionFields fields, Operator operator) {
        if (operator == Operator.IN && fields.isArray("value")) {
            return fields.scalars("value");
        }
        var value = fields.scalar("value").filter(text -> !text.isEmpty());
        return operator == Operator.IN
                ? value.stream()
                        .flatMap(text -> Stream.of(text.split(";")))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .limit(DefinitionLimits.MAX_VALUES)
                        .toList()
                : value.stream().toList();
    }

    private static List<Exit> exits(DefinitionFields fields) {
        var texts = fields.value("exits").orElseThrow();
        var exits = new ArrayList<Exit>();
        if (!texts.isArray() || texts.size() > DefinitionLimits.MAX_EXITS) {
            fields.problem(
                    "exits",
                    texts.isArray() ? Code.TOO_MANY : Code.WRONG_TYPE,
                    texts.isArray() ? DefinitionLimits.MAX_EXITS : "array");
            return exits;
        }
        for (var i = 0; i < texts.size(); i++) {
            var exit = texts.get(i);
            switch (exit.asString("")) {
                case REPLIED -> exits.add(new Exit.Replied());
                case CLICKED -> exits.add(new Exit.Clicked());
                default -> fields.item("exits", i, DefinitionReader::exit).ifPresent(exits::add);
            }
        }
        return exits;
    }

    private static Optional<Exit> exit(DefinitionFields fields) {
        if (fields.has("clicked")) {
            fields.problem("clicked", Code.UNKNOWN, "list, property, operator, value");
            fields.ignore(List.of("clicked"));
            return Optional.empty();
        }
        return condition(fields).map(Exit.When::new);
    }
}
