package musubi.sandbox.hubspot.crm.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Splits values into the words that search compares. */
public final class SearchTokens {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}_]+");
    private static final Pattern BETWEEN_WITH_STARS = Pattern.compile("[^\\p{L}\\p{N}_*]+");

    private SearchTokens() {}

    /** Lower-cased; with {@code stars}, an asterisk is part of a word. */
    static List<String> of(String value, boolean stars) {
        return Arrays.stream((stars ? BETWEEN_WITH_STARS : BETWEEN).split(value.toLowerCase(Locale.ROOT)))
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
