package musubi.contact;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words by which friends choose whether they get broadcasts and scenarios. A word counts when it is the whole text of a message: after
 * Unicode normalization (NFKC: full-width and half-width forms are the same), without white space around it, in upper or lower case.
 *
 * @param out those that stop them; without repeats
 * @param in those that let them come again; without repeats
 */
public record OptOutWords(List<String> out, List<String> in) {

    /** Words of a kind. */
    public static final int MAX_WORDS = 20;

    /** Characters of a word, in UTF-16. */
    public static final int MAX_LENGTH = 50;

    /** The data of a button that stops them. */
    public static final String OUT_DATA = "musubi:opt-out";

    /** The data of a button that lets them come again. */
    public static final String IN_DATA = "musubi:opt-in";

    /** Those of a new connection. */
    public static final OptOutWords DEFAULT = new OptOutWords(List.of("配信停止"), List.of("配信再開"));

    /** More than this of white space around a word is no word. */
    private static final int MAX_TEXT = 200;

    /** Removes white space around words, and repeats. */
    public OptOutWords {
        out = distinct(out);
        in = distinct(in);
    }

    private static List<String> distinct(Collection<String> words) {
        var distinct = new LinkedHashMap<String, String>();
        words.forEach(word -> distinct.putIfAbsent(key(word), word.strip()));
        return List.copyOf(distinct.values());
    }

    /** Whether a text can be a word. */
    public static boolean isWord(String text) {
        var word = text.strip();
        return word.length() <= MAX_LENGTH
                && CleanText.of(word).filter(word::equals).isPresent()
                && word.chars().noneMatch(Character::isISOControl)
                && !key(word).isEmpty();
    }

    /** The words that are of both kinds. A friend who sends one wants no messages. */
    public List<String> ambiguous() {
        var stops = out.stream().map(OptOutWords::key).toList();
        return in.stream().filter(word -> stops.contains(key(word))).toList();
    }

    /** What a friend chooses by a message: whether they want none; empty when it is another text. */
    public Optional<Boolean> byText(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        var said = key(text);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        return has(out, said) ? Optional.of(true) : Optional.of(false).filter(ignored -> has(in, said));
    }

    /** What a friend chooses by a button: whether they want none; empty when it is another button. */
    public static Optional<Boolean> byData(String data) {
        return switch (data) {
            case OUT_DATA -> Optional.of(true);
            case IN_DATA -> Optional.of(false);
            case String ignored -> Optional.empty();
        };
    }

    private static boolean has(List<String> words, String said) {
        return words.stream().anyMatch(word -> key(word).equals(said));
    }

    /** Equal for texts that count as the same. Lower case may undo a normalization: it is made last. */
    private static String key(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
    }
}
