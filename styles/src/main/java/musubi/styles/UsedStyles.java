package musubi.styles;

import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.reader.CSSReader;
import com.helger.css.writer.CSSWriter;
import com.helger.css.writer.CSSWriterSettings;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from a style sheet what no page can use: selectors with a class that does not occur in the pages, and rules and
 * media queries that are then empty. Elements, states, custom properties and animations stay.
 */
final class UsedStyles {

    private static final Pattern CLASS = Pattern.compile("\\.([A-Za-z_][\\w-]*)");
    private static final Pattern LICENSE = Pattern.compile("/\\*!.*?\\*/", Pattern.DOTALL);
    private static final CSSWriterSettings SHORT = new CSSWriterSettings().setOptimizedOutput(true);

    private UsedStyles() {}

    /**
     * @param words all words that may be class names; a word too many only costs a few bytes
     * @throws IllegalArgumentException if it is not a style sheet
     */
    static String of(String styles, Set<String> words) {
        var sheet = CSSReader.readFromString(styles);
        if (sheet == null) {
            throw new IllegalArgumentException("This is not a style sheet that can be read.");
        }
        prune(sheet, words);
        var license = LICENSE.matcher(styles).results().map(found -> found.group() + "\n");
        return String.join("", license.toList())
                + new CSSWriter(SHORT).setWriteHeaderText(false).getCSSAsString(sheet);
    }

    private static void prune(CascadingStyleSheet sheet, Set<String> words) {
        sheet.getAllStyleRules().forEach(rule -> prune(rule, words, sheet::removeRule));
        for (CSSMediaRule media : sheet.getAllMediaRules()) {
            for (var rule : List.copyOf(media.getAllRules())) {
                if (rule instanceof CSSStyleRule style) {
                    prune(style, words, media::removeRule);
                }
            }
            if (!media.hasRules()) {
                sheet.removeRule(media);
            }
        }
    }

    private static void prune(CSSStyleRule rule, Set<String> words, Consumer<CSSStyleRule> remove) {
        rule.getAllSelectors().stream()
                .filter(selector -> !canMatch(selector, words))
                .toList()
                .forEach(rule::removeSelector);
        if (!rule.hasSelectors()) {
            remove.accept(rule);
        }
    }

    private static boolean canMatch(CSSSelector selector, Set<String> words) {
        Matcher named = CLASS.matcher(selector.getAsCSSString(SHORT));
        return named.results().allMatch(found -> words.contains(found.group(1)));
    }
}
