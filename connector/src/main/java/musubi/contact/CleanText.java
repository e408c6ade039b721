package musubi.contact;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Text of friends as HubSpot accepts it: well-formed Unicode without NUL, at most {@value #MAX_LENGTH} characters, and never
 * an empty value, which would clear a property. One invalid value must not prevent the others of its contact.
 */
public final class CleanText {

    /** The longest value of a HubSpot property, in UTF-16 characters. */
    public static final int MAX_LENGTH = 65_536;

    private static final int MAX_URL_LENGTH = 2_048;

    /** Letters, symbols and marks that no font shows: fillers and the blank Braille pattern. */
    private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private CleanText() {}

    /**
     * The text without what is not well-formed, cut between two characters where it is too long; empty when nothing of
     * it would be visible.
     */
    public static Optional<String> of(String text) {
        var clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        var shows = false;
        for (var points = text.codePoints().iterator(); points.hasNext(); ) {
            var point = points.nextInt();
            if (point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
                continue;
            }
            if (clean.length() + Character.charCount(point) > MAX_LENGTH) {
                break;
            }
            clean.appendCodePoint(point);
            shows |= shows(point);
        }
        return shows ? Optional.of(clean.toString()) : Optional.empty();
    }

    /** The address as it is when it is an https URL with a host, of at most 2,048 characters. */
    public static Optional<String> httpsUrl(String url) {
        try {
            var uri = new URI(url);
            return url.length() <= MAX_URL_LENGTH
                            && "https".equalsIgnoreCase(uri.getScheme())
                            && uri.getHost() != null
                            && uri.getUserInfo() == null
                    ? of(url)
                    : Optional.empty();
        } catch (URISyntaxException ignored) {
            return Optional.empty();
        }
    }

    private static boolean shows(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED -> false;
            default -> FILLERS.indexOf(point) < 0 && !isVariationSelector(point);
        };
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xfe00 && point <= 0xfe0f)
                || (point >= 0xe0100 && point <= 0xe01ef)
                || (point >= 0x180b && point <= 0x180f);
    }
}
