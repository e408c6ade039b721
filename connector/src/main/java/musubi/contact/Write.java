package musubi.contact;

import java.util.Map;
import java.util.Optional;

/** What is to be written onto a friend's contact. */
public sealed interface Write {

    /** Nothing: the contact is up to date, or there is none and none is to be created. */
    record Nothing() implements Write {}

    /**
     * A new contact.
     *
     * @param values our properties, each with a value
     * @param email the placeholder
     */
    record Create(Map<LineProperty, String> values, String email) implements Write {
        /** Leaves out the values, which must not appear in a log. */
        @Override
        public String toString() {
            return "Create[%d properties]".formatted(values.size());
        }
    }

    /**
     * Changes of an existing contact.
     *
     * @param values our properties that change
     * @param email the address to be written; empty where it stays as it is
     */
    record Update(Map<LineProperty, String> values, Optional<String> email) implements Write {
        /** Leaves out the values, which must not appear in a log. */
        @Override
        public String toString() {
            return "Update[%d properties]".formatted(values.size());
        }
    }
}
