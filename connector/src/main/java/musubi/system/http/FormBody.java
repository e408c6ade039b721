package musubi.system.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Names and values as {@code application/x-www-form-urlencoded}: the body of a form, or the query of an address. */
public final class FormBody {

    /** The content type of such a body. */
    public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private FormBody() {}

    /**
     * Encodes the values in UTF-8, in the order of the map. A blank becomes {@code %20}, which is read as a blank in bodies and in queries
     * alike; {@code +} is read so in bodies only, and not by all of LINE's pages.
     *
     * @param values by names, which must need no encoding
     */
    public static String encode(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + encode(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
