package musubi.scenario.enrol;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;
import musubi.scenario.EndReason;
import musubi.scenario.StepCount;
import musubi.scenario.store.ScenarioCountRepository;

/**
 * How the numbers of scenarios change in a transaction. They are stored at its end, in one order, so that two transactions never wait for each
 * other. Not thread-safe.
 */
public final class CountChanges {

    private record OfStep(UUID scenarioId, int version, String stepKey, StepCount what) {}

    private record OfEnd(UUID scenarioId, EndReason reason) {}

    private final TreeMap<OfStep, Long> steps = new TreeMap<>(Comparator.comparing(OfStep::scenarioId)
            .thenComparingInt(OfStep::version)
            .thenComparing(OfStep::stepKey)
            .thenComparing(OfStep::what));
    private final TreeMap<OfEnd, Long> ends =
            new TreeMap<>(Comparator.comparing(OfEnd::scenarioId).thenComparing(OfEnd::reason));

    /** The person is in another step now. Tests are not counted, here and in what follows. */
    public void moved(Enrolment person, String toKey) {
        add(person, person.at().stepKey(), StepCount.WAITING, -1);
        add(person, toKey, StepCount.WAITING, 1);
    }

    /** It has ended for the person. */
    public void ended(Enrolment person, EndReason reason) {
        if (person.test()) {
            return;
        }
        add(person, person.at().stepKey(), StepCount.WAITING, -1);
        ends.merge(new OfEnd(person.scenarioId(), reason), 1L, Long::sum);
    }

    /** Something became of the message of a step for the person. */
    public void add(Enrolment person, String stepKey, StepCount what) {
        add(person, stepKey, what, 1);
    }

    /** It is known now what became of a message that was counted as uncertain. */
    void known(DoubtRepository.Doubt message, StepCount what) {
        add(message.scenarioId(), message.version(), message.stepKey(), StepCount.UNCERTAIN, -1);
        add(message.scenarioId(), message.version(), message.stepKey(), what, 1);
    }

    /** People came in. */
    void entered(UUID scenarioId, int version, String stepKey, int people) {
        add(scenarioId, version, stepKey, StepCount.WAITING, people);
    }

    private void add(Enrolment person, String stepKey, StepCount what, long people) {
        if (!person.test()) {
            add(person.scenarioId(), person.version(), stepKey, what, people);
        }
    }

    void add(UUID scenarioId, int version, String stepKey, StepCount what, long people) {
        steps.merge(new OfStep(scenarioId, version, stepKey, what), people, Long::sum);
    }

    /** Stores them, as the last thing in the caller's transaction. */
    public void store(ScenarioCountRepository counts) {
        steps.forEach((of, people) -> {
            if (people != 0) {
                counts.add(of.scenarioId(), of.version(), of.stepKey(), of.what(), people);
            }
        });
        ends.forEach((of, people) -> counts.end(of.scenarioId(), of.reason(), people));
    }
}
