package musubi.sandbox.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that goes wrong on the next calls that match.
 *
 * @param method which calls: upper case, or {@code *} for any
 * @param path which calls: a regular expression that the whole path must match
 * @param bodyPart which calls: a text that the request's body must contain; empty: any body
 * @param times for how many calls; negative: until cleared
 * @param kind what goes wrong
 * @param delay how long {@link Kind#DELAY}, {@link Kind#STALL}, {@link Kind#FLOOD} and the {@code HANG}s last, and how
 *     long {@link Kind#TRICKLE} waits before each byte
 * @param status the status of {@link Kind#ANSWER} and {@link Kind#ANSWER_AFTER}
 * @param headers their headers
 * @param body their body, as it stands
 */
public record Fault(
        String method,
        Pattern path,
        String bodyPart,
        int times,
        Kind kind,
        Duration delay,
        int status,
        Map<String, String> headers,
        String body) {

    /** What can go wrong with a call. */
    public enum Kind {
        /** The call is not performed; this answer is sent. */
        ANSWER,
        /** The call is performed; this answer is sent instead of the real one. */
        ANSWER_AFTER,
        /** Nothing is done; the connection is closed without an answer. */
        CUT_BEFORE,
        /** The work is done; the connection is closed without an answer. */
        CUT_AFTER,
        /** Nothing is done; the connection stays silent for the delay, then is closed. */
        HANG,
        /** The work is done; the connection stays silent for the delay, then is closed. */
        HANG_AFTER,
        /** The work is done and truly answered, after the delay. */
        DELAY,
        /** The work is done; status, headers and half of the body are sent, then nothing for the delay, then the end. */
        STALL,
        /** The work is done; status and headers are sent at once, and the body a byte each delay. */
        TRICKLE,
        /** The work is done; instead of the true body comes one that does not end before the delay is over. */
        FLOOD
    }

    /** The next {@code times} calls are answered so and nothing is done. */
    public static Fault answer(String method, String path, int times, int status, String body) {
        return new Fault(
                method,
                Pattern.compile(path),
                "",
                times,
                Kind.ANSWER,
                Duration.ZERO,
                status,
                Map.of("Content-Type", "application/json;charset=utf-8"),
                body);
    }

    /** The next {@code times} calls are done, and then answered so. */
    public static Fault answerAfter(String method, String path, int times, int status, String body) {
        var fault = answer(method, path, times, status, body);
        return new Fault(method, fault.path, "", times, Kind.ANSWER_AFTER, Duration.ZERO, status, fault.headers, body);
    }

    /** A fault without an answer. */
    public static Fault of(Kind kind, String method, String path, int times, Duration delay) {
        return new Fault(method, Pattern.compile(path), "", times, kind, delay, 0, Map.of(), "");
    }

    /** The same with one header more. */
    public Fault with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(method, path, bodyPart, times, kind, delay, status, more, body);
    }

    /** The same, only for calls whose body contains that text. */
    public Fault onBody(String part) {
        return new Fault(method, path, part, times, kind, delay, status, headers, body);
    }

    boolean matches(Request request) {
        return (method.equals("*") || method.equals(request.method()))
                && path.matcher(request.path()).matches()
                && (bodyPart.isEmpty() || request.text().contains(bodyPart));
    }

    Fault once() {
        return times < 0 ? this : new Fault(method, path, bodyPart, times - 1, kind, delay, status, headers, body);
    }
}
