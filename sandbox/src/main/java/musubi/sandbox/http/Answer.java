package musubi.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the caller gets.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body the bytes; may be empty
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** A JSON answer; {@code value} is anything Jackson writes. */
    public static Answer json(int status, Object value) {
        return new Answer(status, Map.of("Content-Type", "application/json;charset=utf-8"), Json.bytes(value));
    }

    /** A plain text answer. */
    public static Answer text(int status, String text) {
        return new Answer(
                status, Map.of("Content-Type", "text/plain;charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** No body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** The same with one header more. */
    public Answer with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
