package musubi.sandbox.line.api;

import java.util.Map;
import java.util.function.Supplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.line.account.Account;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a known endpoint.
 *
 * @param id the request id that the answer will carry
 * @param caller the channel of the access token; null on open endpoints
 * @param values of the path parameters
 */
public record Call(Request request, String id, @Nullable Account caller, Map<String, String> values) {

    static final String RETRY_KEY = "x-line-retry-key";

    public Account account() {
        if (caller == null) {
            throw new IllegalStateException("an open endpoint has no channel");
        }
        return caller;
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * Does the work once per {@code X-Line-Retry-Key}; always, when the call has none.
     *
     * @see <a href="https://developers.line.biz/en/docs/messaging-api/retrying-api-request/">Retrying an API request</a>
     */
    public Answer once(Supplier<ObjectNode> work) {
        return account().retryKeys().once(request.header(RETRY_KEY), id, work);
    }

    /** The body; an empty one is an empty object. */
    public JsonNode json() {
        if (request.body().length == 0) {
            return Json.object();
        }
        try {
            return Json.read(request.body());
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Refusal(
                    400,
                    "The request body could not be parsed as JSON (line: %d, column: %d)"
                            .formatted(at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
        }
    }
}
