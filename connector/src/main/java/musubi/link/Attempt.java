package musubi.link;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a friend to log in at LINE and come back. It is stored only in the friend's browser, encrypted.
 *
 * @param state LINE returns it: 256 random bits, then the id of the custom link, so that an attempt that was lost can be started again by
 *     the same link
 * @param nonce LINE returns it inside the id token
 * @param verifier of PKCE
 * @param linkId of the custom link; null for the plain one
 * @param redirectUri to which LINE sends the friend back
 * @param email whether the e-mail address is asked for
 * @param language that the friend chose by {@code ?lang}; null for none
 */
record Attempt(
        String state,
        String nonce,
        String verifier,
        @Nullable String linkId,
        URI redirectUri,
        boolean email,
        @Nullable String language,
        Instant startedAt) {

    private static final int RANDOM_CHARACTERS = 64;

    Optional<String> link() {
        return Optional.ofNullable(linkId);
    }

    /** The id of the custom link in a state. Only a hint, since anybody can write a state. */
    static Optional<String> linkOf(String state) {
        return Optional.of(state)
                .filter(text -> text.length() > RANDOM_CHARACTERS)
                .map(text -> text.substring(RANDOM_CHARACTERS))
                .filter(id -> Links.ID.matcher(id).matches());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Attempt[…]";
    }
}
