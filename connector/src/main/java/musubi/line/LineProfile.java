package musubi.line;

import java.util.Optional;

/** The result of reading a friend's profile. */
public sealed interface LineProfile {

    /**
     * LINE knows the friend.
     *
     * @param displayName as LINE gives it: any characters, possibly only invisible ones
     * @param pictureUrl as LINE gives it: not necessarily a valid URL
     */
    record Found(String displayName, Optional<String> pictureUrl) implements LineProfile {
        /** Leaves out the friend: it could end up in a log. */
        @Override
        public String toString() {
            return "Found[…]";
        }
    }

    /** There is no such user, or no profile may be read: the user is not a friend, has blocked the account, or has not consented. */
    record NotFound() implements LineProfile {}

    /** The call did not succeed. */
    record Failed(LineFailure failure) implements LineProfile {}
}
