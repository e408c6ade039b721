package musubi.line.http;

import com.fasterxml.jackson.core.JacksonException;
import com.linecorp.bot.client.base.exception.AbstractLineClientException;
import com.linecorp.bot.messaging.client.MessagingApiClientException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import tools.jackson.databind.JsonNode;

/**
 * Maps what a call threw, or the status it got, to a {@link LineFailure}. LINE's error texts may change: of LINE's own responses
 * (see {@link LineResponses}) only the status is used, except where one status has two meanings.
 */
public final class ErrorClassifier {

    private ErrorClassifier() {}

    /**
     * The failure that an exception of a call means.
     *
     * @param host that was called
     */
    public static LineFailure of(Throwable thrown, URI host) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), host);
            case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), host);
            case LineException known -> known.failure();
            case ForeignAnswerException foreign ->
                new LineFailure(Code.FOREIGN_ANSWER, foreign.status(), foreign.type());
            case MessagingApiClientException answer ->
                ofStatus(answer.getCode(), answer.getError() == null ? "" : answer.getError());
            case AbstractLineClientException answer -> ofStatus(answer.getCode());
            case JacksonException ignored -> unreadable();
            case UnknownHostException ignored -> unreachable(Code.UNKNOWN_HOST, host);
            case ConnectException ignored -> unreachable(Code.CONNECTION_REFUSED, host);
            case NoRouteToHostException ignored -> unreachable(Code.NO_ROUTE, host);
            case SSLException ignored -> unreachable(Code.TLS_FAILED, host);
            case Throwable ignored -> new LineFailure(Code.NO_ANSWER, 0);
        };
    }

    /**
     * The JSON body of a response from LINE, whatever its status.
     *
     * @throws LineException when the response is not from LINE
     */
    public static JsonNode body(HttpResponse<byte[]> response, URI host) {
        try {
            return LineResponses.read(
                    response.statusCode(), response.headers().firstValue("Content-Type"), response.body());
        } catch (ForeignAnswerException e) {
            throw new LineException(of(e, host));
        }
    }

    /** Whether LINE answered 200, but with something that its client cannot parse. */
    public static boolean isUnreadable(Throwable thrown) {
        return switch (thrown) {
            case CompletionException wrapped when wrapped.getCause() != null -> isUnreadable(wrapped.getCause());
            case LineException known -> known.failure().code() == Code.UNREADABLE;
            case Throwable ignored -> false;
        };
    }

    /** LINE answered 200, but the response cannot be parsed or lacks a field that LINE always gives. */
    public static LineFailure unreadable() {
        return new LineFailure(Code.UNREADABLE, 200);
    }

    /** The failure that a status means when the error text does not matter. */
    public static LineFailure ofStatus(int status) {
        return ofStatus(status, "");
    }

    /** The failure that a status and LINE's {@code message} mean. */
    public static LineFailure ofStatus(int status, String message) {
        if (status == 401) {
            return new LineFailure(Code.TOKEN_REFUSED, status);
        }
        if (status == 403) {
            return new LineFailure(Code.FORBIDDEN, status);
        }
        if (status == 429) {
            // one status for two very different cases; only the text distinguishes them
            return new LineFailure(
                    message.contains("monthly limit") ? Code.MESSAGE_QUOTA_USED : Code.TOO_MANY_CALLS, status);
        }
        if (status >= 500 || status < 400 || status == 408) {
            return new LineFailure(Code.SERVER_ERROR, status);
        }
        return new LineFailure(Code.REJECTED, status);
    }

    private static LineFailure unreachable(Code code, URI host) {
        return new LineFailure(code, 0, host.getAuthority());
    }
}
