package musubi.tracking.step;

import java.util.UUID;
import musubi.inbox.Sha256Id;

/**
 * A step of a scenario, whichever version and words of it a person got.
 *
 * @param key of the step
 */
public record ScenarioStep(UUID scenarioId, String key) {

    /** What its links are known by: always the same one. */
    public UUID trackedId() {
        return Sha256Id.of("step/%s/%s".formatted(scenarioId, key));
    }
}
