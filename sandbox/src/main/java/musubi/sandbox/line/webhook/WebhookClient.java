package musubi.sandbox.line.webhook;

import java.time.Duration;
import java.util.LinkedHashMap;
import musubi.sandbox.http.PostFailure;
import musubi.sandbox.http.Poster;
import musubi.sandbox.line.FailureReason;
import musubi.sandbox.line.Outcome;
import org.jspecify.annotations.Nullable;

/** Posts webhook requests as LINE does. */
public final class WebhookClient implements AutoCloseable {

    private final Poster poster = new Poster();

    Outcome post(String endpoint, byte[] body, @Nullable String signature, Duration allowed) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("User-Agent", "LineBotWebhook/2.0");
        if (signature != null) {
            headers.put("x-line-signature", signature);
        }
        var posted = poster.post(endpoint, headers, body, allowed);
        return new Outcome(posted.status(), posted.failure().map(WebhookClient::reason), posted.took());
    }

    private static FailureReason reason(PostFailure failure) {
        return switch (failure) {
            case COULD_NOT_CONNECT -> FailureReason.COULD_NOT_CONNECT;
            case REQUEST_TIMEOUT -> FailureReason.REQUEST_TIMEOUT;
            case ERROR_STATUS_CODE -> FailureReason.ERROR_STATUS_CODE;
            case UNCLASSIFIED -> FailureReason.UNCLASSIFIED;
        };
    }

    @Override
    public void close() {
        poster.close();
    }
}
