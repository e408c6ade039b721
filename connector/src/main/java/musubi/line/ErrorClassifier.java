package musubi.line;

import com.fasterxml.jackson.core.JacksonException;
import com.linecorp.bot.client.base.exception.AbstractLineClientException;
import com.linecorp.bot.messaging.client.MessagingApiClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import musubi.line.LineFailure.Kind;
import tools.jackson.databind.JsonNode;

/**
 * From what a call threw or answered to what it means. LINE's texts may change: where LINE itself answers (see {@link
 * OwnAnswers}), only the status decides.
 */
final class ErrorClassifier {

    private static final LineFailure UNREADABLE =
            new LineFailure(Kind.UNAVAILABLE, 200, "LINE's answer could not be read. Try again later.");

    private ErrorClassifier() {}

    static LineFailure of(Throwable thrown, URI host) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), host);
            case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), host);
            case LineException known -> known.failure();
            case ForeignAnswerException foreign ->
                new LineFailure(
                        Kind.UNAVAILABLE,
                        foreign.status(),
                        "Not LINE but something on the way to it answers (status %d, %s). Look at the proxy or firewall, and try again later."
                                .formatted(foreign.status(), foreign.type()),
                        Optional.of(foreign.type()));
            case MessagingApiClientException answer ->
                ofStatus(answer.getCode(), answer.getError() == null ? "" : answer.getError());
            case AbstractLineClientException answer -> ofStatus(answer.getCode(), "");
            case JacksonException ignored -> UNREADABLE;
            case UnknownHostException ignored -> unreachable(host, "there is no host of that name");
            case ConnectException ignored -> unreachable(host, "nothing accepts connections there");
            case NoRouteToHostException ignored -> unreachable(host, "there is no way through the network");
            case SSLException ignored -> unreachable(host, "no secure connection could be made");
            case Throwable ignored ->
                new LineFailure(
                        Kind.UNAVAILABLE, 0, "LINE did not answer in time or cut the connection. Try again later.");
        };
    }

    /**
     * What LINE itself answers.
     *
     * @throws LineException when something else does
     */
    static JsonNode said(HttpResponse<byte[]> answer, URI host) {
        try {
            return OwnAnswers.read(answer.statusCode(), answer.headers().firstValue("Content-Type"), answer.body());
        } catch (ForeignAnswerException e) {
            throw new LineException(of(e, host));
        }
    }

    /** Whether LINE did answer 200, but with something that its client cannot read. */
    static boolean isUnreadable(Throwable thrown) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> isUnreadable(wrapped.getCause());
            case LineException known -> known.failure().equals(UNREADABLE);
            case Throwable ignored -> false;
        };
    }

    /** LINE answered 200 and left out what it always gives. */
    static LineFailure incomplete() {
        return UNREADABLE;
    }

    static LineFailure ofStatus(int status, String message) {
        if (status == 401) {
            return new LineFailure(
                    Kind.UNAUTHORIZED,
                    status,
                    "LINE does not accept the channel access token. Make a new one in the LINE Developers console"
                            + " (Messaging API tab) and enter it here.");
        }
        if (status == 403) {
            return new LineFailure(
                    Kind.FORBIDDEN, status, "LINE does not let this account do that: its type or plan is not enough.");
        }
        if (status == 429) {
            // one status for two very different things; only the text tells them apart
            return message.contains("monthly limit")
                    ? new LineFailure(Kind.QUOTA, status, "The account's messages for this month are used up.")
                    : new LineFailure(Kind.LIMITED, status, "LINE says there are too many calls. Try again shortly.");
        }
        if (status >= 500 || status < 400 || status == 408) {
            return new LineFailure(
                    Kind.UNAVAILABLE, status, "LINE has a problem (status %d). Try again later.".formatted(status));
        }
        return new LineFailure(Kind.REJECTED, status, "LINE refuses the call (status %d).".formatted(status));
    }

    static LineFailure clientRefused(int status) {
        return new LineFailure(
                Kind.UNAUTHORIZED,
                status,
                "LINE does not accept the channel ID and channel secret. Compare them with the Basic settings tab in"
                        + " the LINE Developers console.");
    }

    static LineFailure loginChannelRefused(int status) {
        return new LineFailure(
                Kind.UNAUTHORIZED,
                status,
                "LINE does not accept the Login channel's ID and secret. Compare them with the Basic settings tab of the"
                        + " LINE Login channel in the LINE Developers console.");
    }

    private static LineFailure unreachable(URI host, String why) {
        return new LineFailure(
                Kind.UNREACHABLE,
                0,
                "LINE cannot be reached at %s: %s. Check the network, a proxy, and musubi.line.api-base-url."
                        .formatted(host.getAuthority(), why));
    }
}
