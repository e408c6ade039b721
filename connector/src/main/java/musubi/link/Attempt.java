package musubi.link;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way of a friend to LINE and back. It is kept nowhere but in the friend's own browser, sealed.
 *
 * @param state goes to LINE and comes back: 256 random bits, then the id of the custom link, so that a way that was lost
 *     can be started again by the same link
 * @param nonce comes back inside the id token
 * @param verifier of PKCE
 * @param linkId the custom link; null: the plain one
 * @param redirectUri where LINE sends the friend back
 * @param email whether the address is asked for
 * @param language what the friend chose by {@code ?lang}; null: nothing
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

    /** The custom link that a state tells of; a hint only, since anybody can write a state. */
    static Optional<String> linkOf(String state) {
        return Optional.of(state)
                .filter(text -> text.length() > RANDOM_CHARACTERS)
                .map(text -> text.substring(RANDOM_CHARACTERS))
                .filter(id -> Links.ID.matcher(id).matches());
    }

    /** Does not tell what must stay secret. */
    @Override
    public String toString() {
        return "Attempt[…]";
    }
}
