package musubi.console.scenarios;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A step of a scenario in its form. Values are the texts of its fields, wrong ones too.
 *
 * @param key stable, of the scenario's step; its fields are called {@code key.field}
 * @param fields by name; a name that is missing has no value
 * @param then of a branch, for those whom its condition holds for; empty for other steps, as {@code otherwise}
 */
record FormStep(String key, Map<String, String> fields, List<FormStep> then, List<FormStep> otherwise) {

    FormStep {
        fields = Map.copyOf(fields);
        then = List.copyOf(then);
        otherwise = List.copyOf(otherwise);
    }

    /** A new one, of a kind. */
    static FormStep of(String key, Map<String, String> fields) {
        return new FormStep(key, fields, List.of(), List.of());
    }

    /** The value of a field. */
    public String value(String field) {
        return fields.getOrDefault(field, "");
    }

    /** MESSAGE, BRANCH, SET, WAIT or END. */
    public String kind() {
        return value("kind");
    }

    private FormStep with(UnaryOperator<List<FormStep>> inner) {
        return new FormStep(key, fields, inner.apply(then), inner.apply(otherwise));
    }

    /** It and all steps within it, in their order. */
    Stream<FormStep> all() {
        return Stream.concat(
                Stream.of(this),
                Stream.concat(then.stream(), otherwise.stream()).flatMap(FormStep::all));
    }

    /** The keys of a tree of steps. */
    static Set<String> keys(List<FormStep> steps) {
        var keys = new HashSet<String>();
        steps.stream().flatMap(FormStep::all).forEach(step -> keys.add(step.key()));
        return keys;
    }

    /** A key that no step has. */
    static String newKey(Set<String> taken) {
        var number = taken.size() + 1;
        while (taken.contains("s" + number)) {
            number++;
        }
        return "s" + number;
    }

    /**
     * The tree with one more step.
     *
     * @param place {@code first}, or {@code after}, {@code then} or {@code else} with a colon and the key of a step
     */
    static List<FormStep> insert(List<FormStep> steps, String place, FormStep step) {
        if (place.equals("first")) {
            return before(steps, step);
        }
        var colon = place.indexOf(':');
        var where = colon < 0 ? "" : place.substring(0, colon);
        var key = place.substring(colon + 1);
        var changed = new ArrayList<FormStep>();
        for (var each : steps) {
            var inner = each.with(list -> insert(list, place, step));
            if (!each.key().equals(key)) {
                changed.add(inner);
                continue;
            }
            switch (where) {
                case "then" ->
                    changed.add(new FormStep(key, each.fields(), before(each.then(), step), each.otherwise()));
                case "else" ->
                    changed.add(new FormStep(key, each.fields(), each.then(), before(each.otherwise(), step)));
                case "after" -> {
                    changed.add(each);
                    changed.add(step);
                }
                default -> changed.add(each);
            }
        }
        return List.copyOf(changed);
    }

    private static List<FormStep> before(List<FormStep> steps, FormStep step) {
        return Stream.concat(Stream.of(step), steps.stream()).toList();
    }

    /** The tree without a step, and without what is within it. */
    static List<FormStep> remove(List<FormStep> steps, String key) {
        return steps.stream()
                .filter(step -> !step.key().equals(key))
                .map(step -> step.with(inner -> remove(inner, key)))
                .toList();
    }

    /**
     * The tree with a step one place earlier or later among those beside it.
     *
     * @param by -1 or 1
     */
    static List<FormStep> move(List<FormStep> steps, String key, int by) {
        var changed = new ArrayList<>(steps);
        for (var from = 0; from < steps.size(); from++) {
            if (steps.get(from).key().equals(key)) {
                var to = from + by;
                if (to >= 0 && to < steps.size()) {
                    changed.add(to, changed.remove(from));
                }
                return List.copyOf(changed);
            }
        }
        return steps.stream()
                .map(step -> step.with(inner -> move(inner, key, by)))
                .toList();
    }

    /** Leaves out what is written in it. */
    @Override
    public String toString() {
        return "FormStep[%s %s]".formatted(key, kind());
    }
}
