package musubi.connection.sending;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is added to the targets of links in broadcasts, so that web analytics know where visitors come from. Each is 1 to {@value
 * #MAX_LENGTH} characters.
 */
public record Utm(String source, String medium, String campaign) {

    public static final int MAX_LENGTH = 100;

    /** Whether a text can be one of them. */
    public static boolean isPart(String text) {
        return !text.isBlank() && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
    }

    /** Names and percent-encoded values, in the order in which they are added. */
    public Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        all.put("utm_source", encoded(source));
        all.put("utm_medium", encoded(medium));
        all.put("utm_campaign", encoded(campaign));
        return all;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
