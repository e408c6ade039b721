package musubi.line.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import musubi.system.http.ContentType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Distinguishes LINE's own responses from those of a proxy or firewall in between: a proxy's 404 page must not be mistaken for
 * LINE not knowing a friend (docs/adr/0022).
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#error-responses">Error responses</a>
 */
final class LineResponses {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LineResponses() {}

    /**
     * Parses a response body.
     *
     * @param type the header {@code Content-Type}
     * @return the body; a missing node when it is not JSON and {@link #isUnambiguous the status is enough}
     * @throws ForeignAnswerException when the response is not from LINE
     */
    static JsonNode read(int status, Optional<String> type, byte[] body) throws ForeignAnswerException {
        var json = parsed(body);
        var fromLine = status / 100 == 2
                ? json.isObject()
                : json.path("message").isString() || json.path("error").isString() || isWithoutWords(json);
        if (!fromLine && !isUnambiguous(status)) {
            throw new ForeignAnswerException(status, ContentType.name(type));
        }
        return json;
    }

    /** What LINE answers to unit statistics that cannot be asked for: {@code {"message": null, "key": null, "stacktrace": null, …}}. */
    private static boolean isWithoutWords(JsonNode json) {
        return json.path("message").isNull() && json.path("stacktrace").isNull();
    }

    /** Whether the status means the same whoever responds: a rate limit, or a server error. */
    static boolean isUnambiguous(int status) {
        return status == 429 || status >= 500;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            // an invalid UTF-8 byte becomes a replacement character instead of failing the response
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException ignored) {
            return JSON.missingNode();
        }
    }
}
