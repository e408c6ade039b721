package musubi.tracking.step;

import java.time.Instant;

/**
 * Somebody opened a link of a step's message.
 *
 * @param contactId HubSpot's record id, as it was when the message was sent
 * @param at the last time, where they did several times within a moment
 */
public record StepClick(ScenarioStep step, long contactId, Instant at) {

    /** Leaves out who it is. */
    @Override
    public String toString() {
        return "StepClick[%s]".formatted(step);
    }
}
