package musubi.sandbox.line.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.http.Answer;
import musubi.sandbox.line.account.Limit;

/**
 * One endpoint.
 *
 * @param method upper case
 * @param template the path with its parameters in braces
 * @param segments the template, split at its slashes
 * @param access who may call it
 * @param limit the rate limit
 * @param endpoint handles the call
 */
public record Route(String method, String template, String[] segments, Access access, Limit limit, Endpoint endpoint) {

    enum Access {
        /** Needs a channel access token; a body is JSON. */
        BEARER,
        /** Issues and checks tokens; a body is a form. */
        OPEN,
        /** Checks its token itself; a body is JSON. */
        OPEN_JSON
    }

    @FunctionalInterface
    public interface Endpoint {
        Answer answer(Call call);
    }

    public static Route bearer(String method, String template, Limit limit, Endpoint endpoint) {
        return new Route(method, template, template.split("/", -1), Access.BEARER, limit, endpoint);
    }

    public static Route open(String method, String template, Limit limit, Endpoint endpoint) {
        return new Route(method, template, template.split("/", -1), Access.OPEN, limit, endpoint);
    }

    public static Route openJson(String method, String template, Limit limit, Endpoint endpoint) {
        return new Route(method, template, template.split("/", -1), Access.OPEN_JSON, limit, endpoint);
    }

    /** Its name in counters and rate limits: {@code GET /v2/bot/profile/{userId}}. */
    String name() {
        return method + " " + template;
    }

    /** The path parameters, when the path matches exactly. */
    Optional<Map<String, String>> match(String[] path) {
        var expected = segments;
        if (expected.length != path.length) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (var at = 0; at < path.length; at++) {
            if (expected[at].startsWith("{") && !path[at].isEmpty()) {
                values.put(expected[at].substring(1, expected[at].length() - 1), path[at]);
            } else if (!expected[at].equals(path[at])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
