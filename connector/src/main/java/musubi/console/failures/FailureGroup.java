package musubi.console.failures;

import java.util.List;

/**
 * The failures of a reason.
 *
 * @param events how many events failed for it, those that are not shown included
 * @param next where the next part begins, as {@code below}; 0 at the end
 */
record FailureGroup(String reason, long events, List<FailureView> rows, long next) {

    /** @param rows one more than are shown when there are more */
    static FailureGroup of(String reason, long events, List<FailureView> rows, int shown) {
        return new FailureGroup(
                reason,
                events,
                rows.stream().limit(shown).toList(),
                rows.size() > shown ? rows.get(shown - 1).id() : 0);
    }
}
