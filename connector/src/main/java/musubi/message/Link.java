package musubi.message;

import java.util.Optional;
import musubi.message.tokens.PersonValues;
import musubi.message.tokens.TokenText;

/**
 * An address in a message.
 *
 * @param number from 1, in the order of the message
 * @param source as it was written, with its tokens
 * @param text the same, parsed; empty where it holds no token
 */
record Link(int number, String source, Optional<TokenText> text) {

    /** For addresses that nobody taps, as those of pictures. */
    static final int UNNUMBERED = 0;

    /** Whether it differs from person to person. */
    boolean isPersonal() {
        return text.isPresent();
    }

    /** The address of this person, values percent-encoded. */
    String target(PersonValues person) {
        // an address that is all of it a value is taken as it is
        return text.map(tokens -> source.startsWith("{{") ? tokens.render(person) : tokens.renderAddress(person))
                .orElse(source);
    }
}
