package musubi.line;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import musubi.system.http.ContentType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells LINE's own answers from those of a proxy or firewall on the way to it: a page that says 404 must not be taken for
 * LINE not knowing a friend (docs/adr/0022).
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#error-responses">Error responses</a>
 */
final class OwnAnswers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OwnAnswers() {}

    /**
     * What LINE says.
     *
     * @param type the header {@code Content-Type}
     * @throws ForeignAnswerException when it is not LINE that answers
     */
    static JsonNode read(int status, Optional<String> type, byte[] body) throws ForeignAnswerException {
        var said = parsed(body);
        var own = status / 100 == 2
                ? said.isObject()
                : said.path("message").isString() || said.path("error").isString();
        if (!own && !isPlain(status)) {
            throw new ForeignAnswerException(status, ContentType.name(type));
        }
        return said;
    }

    /** Whether the status says enough, whoever answers: a limit, or a server in trouble. */
    static boolean isPlain(int status) {
        return status == 429 || status >= 500;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            // a byte that is no UTF-8 costs a character, not the answer
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException ignored) {
            return JSON.missingNode();
        }
    }
}
