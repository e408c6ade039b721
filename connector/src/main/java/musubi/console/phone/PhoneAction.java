package musubi.console.phone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a tap does.
 *
 * @param label on the button, or for those who do not see what is tapped; empty where the message has none
 * @param value the address, the text that is sent, or the data of a postback
 */
public record PhoneAction(Kind kind, String label, String value) {

    /** Nothing happens. */
    public static final PhoneAction NONE = new PhoneAction(Kind.NOTHING, "", "");

    /** What happens. */
    public enum Kind {
        /** A page opens. */
        OPEN,
        /** The friend says the text. */
        SAY,
        /** The account gets the data. */
        POSTBACK,
        /** What a page cannot do, such as opening the camera; or nothing. */
        NOTHING
    }

    static PhoneAction of(JsonNode action) {
        var label = action.path("label").asString("");
        return switch (action.path("type").asString("")) {
            case "uri" ->
                open(label, action.path("uri").asString(action.path("linkUri").asString("")));
            case "message" -> said(label, action.path("text").asString(""));
            case "postback" ->
                new PhoneAction(Kind.POSTBACK, label, action.path("data").asString(""));
            default -> new PhoneAction(Kind.NOTHING, label, "");
        };
    }

    private static PhoneAction said(String label, String text) {
        return new PhoneAction(Kind.SAY, label.isEmpty() ? text : label, text);
    }

    static PhoneAction open(String label, String uri) {
        return new PhoneAction(isSafe(uri) ? Kind.OPEN : Kind.NOTHING, label.isEmpty() ? uri : label, uri);
    }

    /** A page must not open {@code javascript:} and the like. */
    private static boolean isSafe(String uri) {
        try {
            var scheme = new URI(uri).getScheme();
            return scheme != null
                    && switch (scheme.toLowerCase(Locale.ROOT)) {
                        case "http", "https", "line", "tel" -> true;
                        default -> false;
                    };
        } catch (URISyntaxException none) {
            return false;
        }
    }

    public boolean opens() {
        return kind == Kind.OPEN;
    }

    public boolean says() {
        return kind == Kind.SAY;
    }

    public boolean posts() {
        return kind == Kind.POSTBACK;
    }
}
