package musubi.sandbox.line.api;

import java.util.LinkedHashMap;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;

/** An error answer. https://developers.line.biz/en/reference/messaging-api/#error-responses */
public final class Refusal extends RuntimeException {

    private final transient Answer answer;

    /** {@code {"message": …}}. */
    public Refusal(int status, String message) {
        this(Answer.json(status, Json.object().put("message", message)));
    }

    private Refusal(Answer answer) {
        super("refused", null, false, false);
        this.answer = answer;
    }

    /** 400 with details: the error of each property. */
    public static Refusal properties(Map<String, String> wrong) {
        var body = Json.object().put("message", "The request body has %d error(s)".formatted(wrong.size()));
        var details = body.putArray("details");
        new LinkedHashMap<>(wrong)
                .forEach((property, message) ->
                        details.addObject().put("message", message).put("property", property));
        return new Refusal(Answer.json(400, body));
    }

    /** The form of the token endpoints: {@code {"error": …, "error_description": …}}. */
    public static Refusal oauth(int status, String error, String description) {
        return new Refusal(
                Answer.json(status, Json.object().put("error", error).put("error_description", description)));
    }

    Answer answer() {
        return answer;
    }
}
