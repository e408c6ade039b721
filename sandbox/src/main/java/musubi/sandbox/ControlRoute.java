package musubi.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One call of the control API.
 *
 * @param method upper case
 * @param template the path with {@code {names}}
 * @param work performs the call and returns its answer
 */
record ControlRoute(String method, String template, Work work) {

    @FunctionalInterface
    interface Work {
        JsonNode of(ControlCall call);
    }

    Optional<Map<String, String>> match(String path) {
        var expected = template.split("/", -1);
        var actual = path.split("/", -1);
        if (expected.length != actual.length) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (var at = 0; at < actual.length; at++) {
            if (expected[at].startsWith("{")) {
                values.put(expected[at].substring(1, expected[at].length() - 1), actual[at]);
            } else if (!expected[at].equals(actual[at])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
