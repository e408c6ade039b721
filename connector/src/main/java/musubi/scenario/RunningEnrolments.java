package musubi.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Whoever keeps where people are in scenarios. It counts them by {@code store.ScenarioCountRepository}, each in the transaction that moves them.
 */
public interface RunningEnrolments {

    /** People who were moved from a step to another, or the same, of the new version. */
    record Moved(String fromKey, String toKey, long people) {}

    /**
     * Lets those who are due be looked at once more who had to wait since something was wrong. In the caller's transaction, which has locked the
     * scenario.
     */
    void lookAgain(UUID scenarioId);

    /**
     * Moves people to another version. When they are due does not change. In the caller's transaction, which has locked the scenario and
     * changes the counts by what is returned.
     *
     * @param waiting for those who wait: by the key of their step, where they are to wait. Who is in another step stays in the old version
     * @param underWay keys of steps whose message may be on its way: these people keep their step, and go on in the new version
     */
    List<Moved> move(
            UUID scenarioId, int fromVersion, int toVersion, Map<String, String> waiting, Set<String> underWay);
}
