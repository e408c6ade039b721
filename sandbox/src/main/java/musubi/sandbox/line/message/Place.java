package musubi.sandbox.line.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An object in a request, where it stands, and the faults found so far in the whole request.
 *
 * @param node the object; a missing node when there is none
 * @param path such as {@code messages[0].template}
 * @param faults by path
 */
record Place(JsonNode node, String path, Map<String, String> faults) {

    static final int MAX_URL_LENGTH = 2_000;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    Place at(String name) {
        return new Place(node.path(name), path + "." + name, faults);
    }

    boolean has(String name) {
        return !isAbsent(node.path(name));
    }

    String text(String name) {
        return node.path(name).asString("");
    }

    void wrong(String fault) {
        faults.putIfAbsent(path, fault);
    }

    void wrong(String name, String fault) {
        at(name).wrong(fault);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** A text that must be there. */
    void required(String name, int max) {
        required(name, max, String::length);
    }

    /** The same, counted in what a person takes for a character. */
    void requiredGraphemes(String name, int max) {
        required(name, max, Place::graphemes);
    }

    void optional(String name, int max) {
        optional(name, max, String::length);
    }

    void optionalGraphemes(String name, int max) {
        optional(name, max, Place::graphemes);
    }

    /** How the length of a text is counted. */
    private interface Measure {
        int of(String text);
    }

    private void required(String name, int max, Measure measure) {
        if (!has(name) || (node.path(name).isString() && text(name).isEmpty())) {
            wrong(name, "May not be empty");
        } else {
            optional(name, max, measure);
        }
    }

    private void optional(String name, int max, Measure measure) {
        if (has(name) && !node.path(name).isString()) {
            wrong(name, "must be a text");
        } else if (measure.of(text(name)) > max) {
            wrong(name, "Length must be between 0 and " + max);
        }
    }

    private static int graphemes(String text) {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        var count = 0;
        while (breaks.next() != BreakIterator.DONE) {
            count++;
        }
        return count;
    }

    void pattern(String name, Pattern pattern, String fault) {
        if (has(name) && !pattern.matcher(text(name)).matches()) {
            wrong(name, fault);
        }
    }

    /** One of LINE's words; absent is fine. */
    void word(String name, List<String> words) {
        if (has(name) && !words.contains(text(name))) {
            wrong(name, "Must be one of the following values: " + words);
        }
    }

    void wholeNumber(String name, long min, long max) {
        var value = node.path(name);
        if (isAbsent(value)) {
            wrong(name, "must be specified");
        } else if (!value.isIntegralNumber() || value.asLong(0) < min || value.asLong(0) > max) {
            wrong(name, "Must be between %d and %d".formatted(min, max));
        }
    }

    void number(String name) {
        if (!node.path(name).isNumber()) {
            wrong(name, "must be specified");
        }
    }

    /** A file that LINE or the phone fetches. */
    void file(String name) {
        required(name, MAX_URL_LENGTH);
        if (!text(name).isEmpty() && !isFetched(text(name))) {
            wrong(name, "invalid uri");
        }
    }

    void optionalFile(String name) {
        if (has(name)) {
            file(name);
        }
    }

    /** Of https; of http only what runs on this machine, which the original refuses: nothing on it has a certificate. */
    private static boolean isFetched(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost())));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** A link that a person opens: http, https, line or tel. */
    void link(String name, int max) {
        required(name, max);
        if (!text(name).isEmpty() && !isLink(text(name))) {
            wrong(name, "invalid uri");
        }
    }

    private static boolean isLink(String url) {
        try {
            var uri = new URI(url);
            return switch (uri.getScheme()) {
                case "http", "https" -> uri.getHost() != null;
                case "line", "tel" -> true;
                case null, default -> false;
            };
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** An array of that many objects, each of which is checked. */
    void list(String name, int min, int max, Consumer<Place> check) {
        var array = node.path(name);
        if (isAbsent(array) && min > 0) {
            wrong(name, "must be specified");
        } else if (!isAbsent(array) && (!array.isArray() || array.size() < min || array.size() > max)) {
            wrong(name, "Size must be between %d and %d".formatted(min, max));
        }
        for (var at = 0; at < Math.min(array.size(), max); at++) {
            check.accept(new Place(array.path(at), "%s.%s[%d]".formatted(path, name, at), faults));
        }
    }

    /** An object that must be there. */
    void object(String name, Consumer<Place> check) {
        if (node.path(name).isObject()) {
            check.accept(at(name));
        } else {
            wrong(name, "must be specified");
        }
    }

    void optionalObject(String name, Consumer<Place> check) {
        if (has(name)) {
            object(name, check);
        }
    }
}
