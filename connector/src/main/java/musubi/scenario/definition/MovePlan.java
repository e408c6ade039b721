package musubi.scenario.definition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How people of a version come to another one, without coming to a step that they may have had. Who is in a step that has no place here stays in
 * the old version.
 *
 * @param waiting by the key of the step in which somebody waits, that of their step then
 * @param underWay keys of steps that people keep whose message is under way
 * @param backwards keys of steps from which they would go back
 */
public record MovePlan(Map<String, String> waiting, Set<String> underWay, Set<String> backwards) {

    /**
     * Compares the two.
     *
     * @param to has all steps of {@code from}
     * @param moves by the key of a step, that of another one, not retired, in which those who wait in it are to wait
     */
    public static MovePlan of(Definition from, Definition to, Map<String, String> moves) {
        var plan = new MovePlan(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        from.all().map(Step::key).forEach(key -> {
            var target = moves.getOrDefault(key, key);
            if (Edit.isForward(from, key, to, target)) {
                plan.waiting.put(key, target);
            } else {
                plan.backwards.add(key);
            }
            if (Edit.isForward(from, key, to, key)) {
                plan.underWay.add(key);
            }
        });
        return plan;
    }
}
