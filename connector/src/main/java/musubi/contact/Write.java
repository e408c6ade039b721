package musubi.contact;

import java.util.Map;
import java.util.Optional;

/** What is to be written. */
public sealed interface Write {

    /** Nothing: the contact already says it all, or there is none and none is to be made. */
    record Nothing() implements Write {}

    /**
     * A new contact.
     *
     * @param values our properties, each with a value
     * @param email the placeholder
     */
    record Create(Map<LineProperty, String> values, String email) implements Write {
        /** Does not tell the values: they would end in a log. */
        @Override
        public String toString() {
            return "Create[%d properties]".formatted(values.size());
        }
    }

    /**
     * Changes of a contact that exists.
     *
     * @param values our properties that change
     * @param email the placeholder, where the field is empty and ours to fill
     */
    record Update(Map<LineProperty, String> values, Optional<String> email) implements Write {
        /** Does not tell the values: they would end in a log. */
        @Override
        public String toString() {
            return "Update[%d properties]".formatted(values.size());
        }
    }
}
