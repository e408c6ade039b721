package musubi.console.scenarios;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scenario as its form holds it: texts, wrong ones too.
 *
 * @param fields all but those of the steps, by name
 */
record ScenarioForm(Map<String, String> fields, List<FormStep> steps) {

    /** Kinds of steps that a person adds. */
    static final List<String> KINDS = List.of("MESSAGE", "WAIT", "BRANCH", "SET", "END");

    private static final Set<String> NAMES = Set.of(
            "name",
            "trigger",
            "link",
            "list",
            "members",
            "property",
            "days",
            "time",
            "yearly",
            "reentry",
            "after",
            "replied",
            "clicked",
            "exitList",
            "exits",
            "revision",
            "waiting");

    ScenarioForm {
        fields = Map.copyOf(fields);
        steps = List.copyOf(steps);
    }

    /** What was sent. */
    static ScenarioForm of(Map<String, String[]> sent) {
        var fields = new HashMap<String, String>();
        NAMES.forEach(name -> {
            var values = sent.get(name);
            if (values != null && values.length > 0) {
                fields.put(name, values[0]);
            }
        });
        var tree = sent.getOrDefault("steps", new String[] {""});
        return new ScenarioForm(fields, StepTree.read(tree.length == 0 ? "" : tree[0], sent));
    }

    /** The value of a field. */
    public String value(String field) {
        return fields.getOrDefault(field, "");
    }

    /** Where the steps stand, for the hidden field. */
    public String tree() {
        return StepTree.write(steps);
    }

    ScenarioForm with(List<FormStep> others) {
        return new ScenarioForm(fields, others);
    }

    /**
     * Changed as a button says.
     *
     * @param act {@code add:KIND:place}, {@code remove:key}, {@code up:key} or {@code down:key}; anything else changes nothing
     */
    Changed changed(String act) {
        var parts = act.split(":", 3);
        var argument = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "add" -> {
                if (parts.length < 3 || !KINDS.contains(argument)) {
                    yield new Changed(this, "");
                }
                var key = FormStep.newKey(FormStep.keys(steps));
                var step = FormStep.of(key, Map.of("kind", argument, "wait", argument.equals("WAIT") ? "FOR" : "NONE"));
                yield new Changed(with(FormStep.insert(steps, parts[2], step)), key);
            }
            case "remove" -> new Changed(with(FormStep.remove(steps, argument)), "");
            case "up" -> new Changed(with(FormStep.move(steps, argument, -1)), argument);
            case "down" -> new Changed(with(FormStep.move(steps, argument, 1)), argument);
            default -> new Changed(this, "");
        };
    }

    /** @param at key of the step to which the person goes on; empty: where they are */
    record Changed(ScenarioForm form, String at) {}

    /** Leaves out what is written in it. */
    @Override
    public String toString() {
        return "ScenarioForm[%d steps]".formatted(steps.size());
    }
}
