package musubi.link;

import java.net.URI;
import java.util.Optional;

/** The outcome of the code with which LINE sent a friend back. */
sealed interface LinkingOutcome {

    /**
     * The event is in the inbox.
     *
     * @param friend whether the person is a friend of the account, as far as LINE reported it
     * @param pageAfter page to which the friend is sent; empty for a page of ours
     */
    record Linked(boolean friend, Optional<URI> pageAfter) implements LinkingOutcome {}

    /** LINE refuses the code, or the id token is invalid. */
    record Refused() implements LinkingOutcome {}

    /** LINE or the database is unavailable, or the credentials of the Login channel are wrong: it may work later. */
    record Unavailable() implements LinkingOutcome {}
}
