package musubi.console.scenarios;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.scenario.definition.DefinitionLimits;

/**
 * Where the steps of a form stand: {@code a,b(c|d,e),f}, in a hidden field of it; {@code b} is a branch, with {@code c} for those whom its
 * condition holds for. What is no such text, a key that comes twice, and more than a scenario takes are left out.
 */
final class StepTree {

    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]{1,40}");
    private static final int MAX_FIELD = 100_000;

    private final String text;
    private final Map<String, Map<String, String>> fields = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int at;

    private StepTree(String text, Map<String, String[]> sent) {
        this.text = text;
        sent.forEach((name, values) -> {
            var dot = name.indexOf('.');
            if (dot > 0 && values.length > 0 && values[0].length() <= MAX_FIELD) {
                fields.computeIfAbsent(name.substring(0, dot), _ -> new HashMap<>())
                        .put(name.substring(dot + 1), values[0]);
            }
        });
    }

    /** The steps of a form that was sent. */
    static List<FormStep> read(String text, Map<String, String[]> sent) {
        return new StepTree(text, sent).steps(0);
    }

    private List<FormStep> steps(int depth) {
        var steps = new ArrayList<FormStep>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            var begin = at;
            while (at < text.length() && ",(|)".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            var key = text.substring(begin, at);
            var then = List.<FormStep>of();
            var otherwise = List.<FormStep>of();
            if (at < text.length() && text.charAt(at) == '(') {
                if (depth > DefinitionLimits.MAX_DEPTH) {
                    at = text.length();
                    break;
                }
                at++;
                then = steps(depth + 1);
                skip('|');
                otherwise = steps(depth + 1);
                skip(')');
            }
            if (KEY.matcher(key).matches() && seen.size() < DefinitionLimits.MAX_STEPS_EVER && seen.add(key)) {
                steps.add(new FormStep(key, fields.getOrDefault(key, Map.of()), then, otherwise));
            }
            skip(',');
        }
        return steps;
    }

    private void skip(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
        }
    }

    /** The text of some steps. */
    static String write(List<FormStep> steps) {
        return steps.stream()
                .map(step -> step.kind().equals("BRANCH")
                        ? "%s(%s|%s)".formatted(step.key(), write(step.then()), write(step.otherwise()))
                        : step.key())
                .collect(Collectors.joining(","));
    }
}
