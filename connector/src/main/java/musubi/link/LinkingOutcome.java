package musubi.link;

import java.net.URI;
import java.util.Optional;

/** What became of a code that LINE sent a friend back with. */
sealed interface LinkingOutcome {

    /**
     * It is in the inbox.
     *
     * @param friend whether the account is a friend, as far as LINE told
     * @param pageAfter where to go; empty: to our own page
     */
    record Linked(boolean friend, Optional<URI> pageAfter) implements LinkingOutcome {}

    /** LINE says no to the code, or its id token does not hold. */
    record Refused() implements LinkingOutcome {}

    /** LINE or the database do not answer, or the channel's credentials are wrong: it may work later. */
    record Unavailable() implements LinkingOutcome {}
}
