package musubi.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The first people of a multicast delivery get it in calls of their own, which are made before all others. The retry key of a call is computed
 * from its people. A call to many has another key as soon as one of its people is another one, which happens when a database that was
 * restored from a back-up reads the audience once more; a call to one person has the same key again. So LINE says of these calls that it has
 * accepted them before, and the delivery stops before anybody gets it twice.
 *
 * <p>They are made in two waves. When some of the first people have left meanwhile, those of the first wave may have been in the second one,
 * but in no call to many.
 */
final class Probes {

    /** People of a wave. */
    static final int WAVE = 10;

    /** People who get a call of their own. */
    static final int PEOPLE = 2 * WAVE;

    private Probes() {}

    /**
     * Calls, cut.
     *
     * @param first to one person each
     * @param second the same
     * @param others to everybody else
     */
    record Cut<C>(List<C> first, List<C> second, List<C> others) {}

    /**
     * Cuts calls of their own for the people with the lowest record ids, so that nobody's place in a call, and no variant, matters.
     *
     * @param before how many people are in the delivery already
     */
    static <C extends CallToMany<C>> Cut<C> of(List<C> calls, long before) {
        var people = Math.max(0, PEOPLE - before);
        if (people == 0) {
            return new Cut<>(List.of(), List.of(), calls);
        }
        Map<Recipient, C> callOf = new HashMap<>();
        calls.forEach(call -> call.recipients().forEach(recipient -> callOf.put(recipient, call)));
        var first = calls.stream()
                .flatMap(call -> call.recipients().stream())
                .sorted(Comparator.comparingLong(Recipient::contactId))
                .limit(people)
                .toList();
        var probes = first.stream()
                .map(recipient -> Objects.requireNonNull(callOf.get(recipient)).to(List.of(recipient)))
                .toList();
        var cut = new HashSet<>(first);
        var others = new ArrayList<C>();
        for (var call : calls) {
            var rest = call.recipients().stream()
                    .filter(recipient -> !cut.contains(recipient))
                    .toList();
            if (!rest.isEmpty()) {
                others.add(call.to(rest));
            }
        }
        var firstWave = (int) Math.min(probes.size(), Math.max(0, WAVE - before));
        return new Cut<>(probes.subList(0, firstWave), probes.subList(firstWave, probes.size()), others);
    }
}
