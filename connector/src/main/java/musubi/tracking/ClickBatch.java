package musubi.tracking;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Clicks that are written together. */
record ClickBatch(Map<CountKey, Long> counts, Map<PersonKey, PersonClick> people) {

    /** Stands for all links of a broadcast together. */
    static final int ANY_LINK = 0;

    /** @param hour since the epoch */
    record CountKey(UUID id, int variant, int number, long hour) {}

    /** A person and a link, or {@link #ANY_LINK}. */
    record PersonKey(UUID id, int number, long contactId) {

        @Override
        public String toString() {
            return "PersonKey";
        }
    }

    /**
     * The first click of a person.
     *
     * @param at milliseconds since the epoch
     */
    record PersonClick(int variant, String userId, long at) {

        PersonClick first(PersonClick other) {
            return at <= other.at ? this : other;
        }

        @Override
        public String toString() {
            return "PersonClick";
        }
    }

    static ClickBatch empty() {
        return new ClickBatch(new HashMap<>(), new HashMap<>());
    }

    boolean isEmpty() {
        return counts.isEmpty() && people.isEmpty();
    }

    @Override
    public String toString() {
        return "ClickBatch[%d counts, %d people]".formatted(counts.size(), people.size());
    }
}
