package musubi.scenario;

import java.util.Map;

/**
 * How many people are where.
 *
 * @param steps by key, those that are retired included; all versions together
 * @param ended each time that it ended for somebody, by reason
 * @param clicks how often links were opened, by the step's key; steps without a click are left out
 */
public record ScenarioCounts(
        Map<String, Map<StepCount, Long>> steps, Map<EndReason, Long> ended, Map<String, Long> clicks) {

    /** Of one that nobody was in. */
    public static final ScenarioCounts NOBODY = new ScenarioCounts(Map.of(), Map.of(), Map.of());

    /** Who is in it now. */
    public long running() {
        return steps.keySet().stream()
                .mapToLong(key -> of(key, StepCount.WAITING))
                .sum();
    }

    /** Of one step. */
    public long of(String stepKey, StepCount what) {
        return steps.getOrDefault(stepKey, Map.of()).getOrDefault(what, 0L);
    }

    /** Who came to a step and did not get its message. */
    public long leftOut(String stepKey) {
        return steps.getOrDefault(stepKey, Map.of()).entrySet().stream()
                .filter(count -> count.getKey().isLeftOut())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** How often links of a step's message were opened. */
    public long clicks(String stepKey) {
        return clicks.getOrDefault(stepKey, 0L);
    }

    /** With the clicks on links. */
    public ScenarioCounts withClicks(Map<String, Long> others) {
        return new ScenarioCounts(steps, ended, others);
    }

    /** For how many it ended so. */
    public long ended(EndReason reason) {
        return ended.getOrDefault(reason, 0L);
    }
}
