package musubi.user.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The 100,000 most common leaked passwords, from the library nbvcxz. The list (1 MB) is not kept in memory: it is read when a password is
 * chosen.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B, 3.1.1.2</a>: a chosen
 *     password is compared with a list of common ones, as a whole only
 */
final class CommonPasswords {

    private static final String FILE = "/dictionaries/passwords.txt";
    private static final Pattern TRAILING_NON_LETTERS = Pattern.compile("[\\P{L}]+$");
    /** A stem without its trailing non-letters counts only when it is longer than a short word. */
    private static final int MIN_STEM = 6;

    private CommonPasswords() {}

    /**
     * Whether a password is common: in any case, repeated, or followed only by digits and punctuation, as people do to reach a required
     * length.
     */
    static boolean has(String password) {
        var candidates = candidates(password.toLowerCase(Locale.ROOT));
        try (var file = CommonPasswords.class.getResourceAsStream(FILE);
                var lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file, FILE), StandardCharsets.UTF_8))) {
            return lines.lines().anyMatch(candidates::contains);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> candidates(String password) {
        var candidates = new HashSet<String>();
        candidates.add(password);
        candidates.add(repeated(password));
        var stem = TRAILING_NON_LETTERS.matcher(password).replaceFirst("");
        if (stem.length() >= MIN_STEM) {
            candidates.add(stem);
            candidates.add(repeated(stem));
        }
        return candidates;
    }

    /** The part that the text repeats; the text itself when it repeats nothing. */
    private static String repeated(String text) {
        for (var length = 1; length <= text.length() / 2; length++) {
            var part = text.substring(0, length);
            if (text.length() % length == 0
                    && part.repeat(text.length() / length).equals(text)) {
                return part;
            }
        }
        return text;
    }
}
