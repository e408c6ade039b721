package musubi.line;

import java.util.Optional;

/** The answer to the question who a friend is. */
public sealed interface LineProfile {

    /**
     * LINE knows the friend.
     *
     * @param displayName as LINE gives it: any characters, also none that can be seen
     * @param pictureUrl as LINE gives it: it need not be an address
     */
    record Found(String displayName, Optional<String> pictureUrl) implements LineProfile {
        /** Does not tell the friend: it would end in a log. */
        @Override
        public String toString() {
            return "Found[…]";
        }
    }

    /** There is no such user, or no profile to be had: not a friend, blocking, or without consent. */
    record NotFound() implements LineProfile {}

    /** LINE could not be asked. */
    record Failed(LineFailure failure) implements LineProfile {}
}
