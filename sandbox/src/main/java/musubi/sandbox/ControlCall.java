package musubi.sandbox;

import java.util.Map;
import java.util.Optional;
import musubi.sandbox.http.Request;

/**
 * A call of the control API.
 *
 * @param request as received
 * @param values of the path parameters
 */
record ControlCall(Request request, Map<String, String> values) {

    String value(String name) {
        return values.getOrDefault(name, "");
    }

    Input input() {
        return Input.of(request);
    }

    /** A query parameter. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.parameters().get(name));
    }

    /** An integer in the query. */
    int parameter(String name, int otherwise, int least, int most) {
        var text = parameter(name).orElse("" + otherwise);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new BadInput("%s: %s (expected: a whole number, %d..%d)".formatted(name, text, least, most));
        }
        return Integer.parseInt(text);
    }
}
