package musubi.contact;

import java.util.Optional;

/** The profile of a friend at LINE. */
public sealed interface Profile {

    /**
     * LINE knows them.
     *
     * @param pictureUrl empty when they have no picture
     */
    record Known(String name, Optional<String> pictureUrl) implements Profile {
        /** Leaves out the name, which must not appear in a log. */
        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** LINE gives no profile: no such id, no consent, or they block the account. */
    record Unknown() implements Profile {}

    /** LINE was not asked, or gave no answer. */
    record NotAsked() implements Profile {}
}
