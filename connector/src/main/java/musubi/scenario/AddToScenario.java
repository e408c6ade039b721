package musubi.scenario;

import java.util.List;
import java.util.Set;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.EnrolmentRepository;
import musubi.scenario.enrol.EnterScenario;
import musubi.scenario.store.ScenarioCountRepository;
import org.springframework.stereotype.Component;

/** Puts single contacts into scenarios, without asking HubSpot about them: who may get no messages leaves when the first step is due. Thread-safe. */
@Component
public final class AddToScenario {

    private final EnterScenario enter;
    private final EnrolmentRepository enrolments;
    private final ScenarioCountRepository counts;

    AddToScenario(EnterScenario enter, EnrolmentRepository enrolments, ScenarioCountRepository counts) {
        this.enter = enter;
        this.enrolments = enrolments;
        this.counts = counts;
    }

    /** What came of a contact that was to be put in. */
    public enum Added {
        ADDED,
        /** It is in the scenario. */
        ALREADY_IN,
        /** It was in the scenario, and may not come into it again, or not yet. */
        NOT_AGAIN
    }

    /**
     * Puts a contact in, in the caller's transaction.
     *
     * @param contactId HubSpot's record id
     */
    public Added add(Scenario scenario, long contactId) {
        var changes = new CountChanges();
        var entered = enter.enter(scenario, Set.of(contactId), changes);
        changes.store(counts);
        if (!entered.isEmpty()) {
            return Added.ADDED;
        }
        return enrolments.present(scenario.id(), List.of(contactId), false).isEmpty()
                ? Added.NOT_AGAIN
                : Added.ALREADY_IN;
    }
}
