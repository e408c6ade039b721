package musubi.message;

import java.util.Optional;
import java.util.regex.Pattern;
import musubi.message.tokens.PersonValues;
import musubi.message.tokens.TokenText;

/**
 * An address in a message.
 *
 * @param number from 1, in the order of the message
 * @param source as it was written, with its tokens
 * @param text the same, parsed; empty where it holds no token
 * @param title what the button is called, without tokens; empty where there is none
 */
record Link(int number, String source, Optional<TokenText> text, String title) {

    /** For addresses that nobody taps, as those of pictures. */
    static final int UNNUMBERED = 0;

    private static final Pattern ONE_TOKEN = Pattern.compile("\\{\\{(?:(?!\\{\\{|}}|\\{%).)*+}}", Pattern.DOTALL);

    /** Whether a source is one token and nothing else, so that all of the address is a value. */
    static boolean isOneToken(String source) {
        return ONE_TOKEN.matcher(source).matches();
    }

    /** Whether it differs from person to person. */
    boolean isPersonal() {
        return text.isPresent();
    }

    /** The address of this person, values percent-encoded. */
    String target(PersonValues person) {
        // an address that is all of it a value is taken as it is
        return text.map(tokens -> isOneToken(source) ? tokens.render(person) : tokens.renderAddress(person))
                .orElse(source);
    }
}
