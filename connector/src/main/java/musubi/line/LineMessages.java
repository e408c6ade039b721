package musubi.line;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import musubi.line.LineFailure.Kind;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendOutcome.Unknown;
import musubi.line.http.ErrorClassifier;
import musubi.line.http.SendEndpoint;
import tools.jackson.databind.JsonNode;

/**
 * Sends messages, each call with a retry key that the caller has on disk before: LINE accepts a key once. Thread-safe; no thread waits.
 * A call waits for the rate limit of its endpoint and channel, and then fails after 15 s. Nothing is repeated here, but a call whose stateless
 * token LINE no longer accepts, with a new token.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#send-push-message">Sending messages</a>
 */
public final class LineMessages {

    /** People in one multicast. */
    public static final int MAX_RECIPIENTS = 500;

    private static final Pattern RECIPIENT = Pattern.compile("\\bto\\[(\\d{1,3})]");

    private final LineClient client;

    public LineMessages(LineClient client) {
        this.client = client;
    }

    /**
     * To one person.
     *
     * @param body {@code {to, messages, customAggregationUnits?}}, the same at each attempt with this key
     * @return never completes exceptionally
     */
    public CompletableFuture<SendOutcome> push(LineChannel channel, UUID retryKey, byte[] body) {
        return send(SendEndpoint.PUSH, channel, retryKey, body);
    }

    /**
     * To as many as {@link #MAX_RECIPIENTS} people.
     *
     * @param body {@code {to: [...], messages, customAggregationUnits?}}, the same at each attempt with this key
     * @return never completes exceptionally
     */
    public CompletableFuture<SendOutcome> multicast(LineChannel channel, UUID retryKey, byte[] body) {
        return send(SendEndpoint.MULTICAST, channel, retryKey, body);
    }

    private CompletableFuture<SendOutcome> send(
            SendEndpoint endpoint, LineChannel channel, UUID retryKey, byte[] body) {
        return client.of(channel)
                .post(endpoint, Optional.of(retryKey), body)
                .thenApply(this::outcome)
                .exceptionally(thrown -> unknownUnlessRefused(ErrorClassifier.of(thrown, client.host())));
    }

    private SendOutcome outcome(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == 2) {
            // whatever stands in the body, but for a page that something else than LINE answered
            return ErrorClassifier.body(response, client.host()).isObject()
                    ? new Accepted()
                    : new Unknown(ErrorClassifier.unreadable());
        }
        var body = ErrorClassifier.body(response, client.host());
        if (response.statusCode() == 409) {
            return new Accepted();
        }
        var failure = ErrorClassifier.ofStatus(
                response.statusCode(), body.path("message").asString(""));
        return failure.kind() == Kind.UNAVAILABLE
                ? new Unknown(failure)
                : response.statusCode() == 400
                        ? new NotAccepted(failure, recipient(body), messageFaults(body))
                        : new NotAccepted(failure);
    }

    /** A call that LINE never got was not accepted either; but who was it that refused the connection? */
    private static SendOutcome unknownUnlessRefused(LineFailure failure) {
        return failure.kind() == Kind.UNAUTHORIZED || failure.kind() == Kind.LIMITED
                ? new NotAccepted(failure)
                : new Unknown(failure);
    }

    private static OptionalInt recipient(JsonNode body) {
        var said = RECIPIENT.matcher(body.path("message").asString("") + " " + body.path("details"));
        return said.find() ? OptionalInt.of(Integer.parseInt(said.group(1))) : OptionalInt.empty();
    }

    /**
     * What LINE finds wrong with messages; nothing is sent.
     *
     * @param body {@code {messages: [...]}}
     * @throws LineException when LINE does not say
     */
    public List<MessageFault> validate(LineChannel channel, byte[] body) {
        var response = client.await(client.of(channel).post(SendEndpoint.VALIDATE, Optional.empty(), body));
        var said = ErrorClassifier.body(response, client.host());
        if (response.statusCode() == 200) {
            return List.of();
        }
        if (response.statusCode() != 400) {
            throw new LineException(ErrorClassifier.ofStatus(
                    response.statusCode(), said.path("message").asString("")));
        }
        var faults = faults(said);
        return faults.isEmpty()
                ? List.of(new MessageFault("", said.path("message").asString("")))
                : faults;
    }

    private static List<MessageFault> faults(JsonNode body) {
        return body.path("details")
                .valueStream()
                .map(detail -> new MessageFault(
                        detail.path("property").asString(""), detail.path("message").asString("")))
                .toList();
    }

    private static List<MessageFault> messageFaults(JsonNode body) {
        return faults(body).stream()
                .filter(fault -> fault.property().startsWith("messages"))
                .toList();
    }
}
