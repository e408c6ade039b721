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
 * The hundred thousand passwords that are tried first, as the library nbvcxz ships them (from leaked ones, the most
 * common first). Nothing of it stays in memory: it is read through, 1 MB, when a password is chosen.
 *
 * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver">NIST SP 800-63B, 3.1.1.2</a>: a chosen
 *     password is compared with a list of common ones, the whole of it and in no other way
 */
final class CommonPasswords {

    private static final String FILE = "/dictionaries/passwords.txt";
    private static final Pattern DIGITS_AND_SIGNS_AT_THE_END = Pattern.compile("[\\P{L}]+$");
    /** What remains of a password without its end counts only when it is more than a short word. */
    private static final int SHORTEST_STEM = 6;

    private CommonPasswords() {}

    /**
     * Whether it is a common one in any case, one said over and over, or one with nothing but digits and signs after it:
     * a length that is asked for is reached like that.
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
        var stem = DIGITS_AND_SIGNS_AT_THE_END.matcher(password).replaceFirst("");
        if (stem.length() >= SHORTEST_STEM) {
            candidates.add(stem);
            candidates.add(repeated(stem));
        }
        return candidates;
    }

    /** What is said over and over; the whole where nothing is. */
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
