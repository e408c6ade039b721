package musubi.tracking;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import musubi.tracking.step.ScenarioStep;
import musubi.tracking.step.StepClick;

/** Clicks that are written together. */
record ClickBatch(
        Map<CountKey, Long> counts, Map<PersonKey, PersonClick> people, Map<StepPerson, PersonClick> ofSteps) {

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
     * The first click of a person; of a step's, the last one.
     *
     * @param at milliseconds since the epoch
     */
    record PersonClick(int variant, String userId, long at) {

        PersonClick first(PersonClick other) {
            return at <= other.at ? this : other;
        }

        PersonClick last(PersonClick other) {
            return at >= other.at ? this : other;
        }

        @Override
        public String toString() {
            return "PersonClick";
        }
    }

    /** A person and a step of a scenario. */
    record StepPerson(UUID connectionId, ScenarioStep step, long contactId) {

        StepClick click(PersonClick last) {
            return new StepClick(step, contactId, Instant.ofEpochMilli(last.at));
        }

        @Override
        public String toString() {
            return "StepPerson";
        }
    }

    static ClickBatch empty() {
        return new ClickBatch(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    boolean isEmpty() {
        return counts.isEmpty() && people.isEmpty() && ofSteps.isEmpty();
    }

    @Override
    public String toString() {
        return "ClickBatch[%d counts, %d people, %d of steps]".formatted(counts.size(), people.size(), ofSteps.size());
    }
}
