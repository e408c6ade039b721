package musubi.scenario.enrol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import musubi.scenario.EndReason;
import org.springframework.stereotype.Component;

/** Ends scenarios for people: they are forgotten but for a hash, and counted; of a test nothing stays. */
@Component
public final class EndEnrolments {

    private final EnrolmentRepository enrolments;
    private final EnterScenario enter;

    EndEnrolments(EnrolmentRepository enrolments, EnterScenario enter) {
        this.enrolments = enrolments;
        this.enter = enter;
    }

    /** Ends it for people who are locked, and have no message on its way. The caller stores the changes. */
    public void end(Map<Enrolment, EndReason> people, CountChanges changes) {
        if (people.isEmpty()) {
            return;
        }
        var gone = new HashSet<>(
                enrolments.delete(people.keySet().stream().map(Enrolment::id).toList()));
        Map<UUID, List<Long>> past = new TreeMap<>();
        people.forEach((person, reason) -> {
            if (gone.contains(person.id())) {
                changes.ended(person, reason);
            }
            if (gone.contains(person.id()) && !person.test()) {
                past.computeIfAbsent(person.scenarioId(), _ -> new ArrayList<>())
                        .add(person.contactId());
            }
        });
        past.forEach(enter::ended);
    }
}
