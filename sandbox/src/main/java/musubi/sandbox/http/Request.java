package musubi.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param method upper case
 * @param path raw, as sent (not decoded, not normalised), without the query
 * @param query raw, without the question mark; empty when there is none
 * @param headers by lower-case name; the first value of each
 * @param body the bytes as sent
 */
public record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The header's first value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The query's parameters, decoded; the last value of a repeated one. */
    public Map<String, String> parameters() {
        return decoded(query);
    }

    /** All values of a query parameter, decoded. */
    public List<String> parameters(String name) {
        return all(query).getOrDefault(name, List.of());
    }

    /** The body read as {@code application/x-www-form-urlencoded}. */
    public Map<String, String> form() {
        return decoded(text());
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, String> decoded(String pairs) {
        var last = new LinkedHashMap<String, String>();
        all(pairs).forEach((name, values) -> last.put(name, values.getLast()));
        return last;
    }

    private static Map<String, List<String>> all(String pairs) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : pairs.split("&", -1)) {
            if (!pair.isEmpty()) {
                var at = pair.indexOf('=');
                var name = at < 0 ? pair : pair.substring(0, at);
                var value = at < 0 ? "" : pair.substring(at + 1);
                values.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), fresh -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
