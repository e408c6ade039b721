package musubi.scenario.enrol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.delivery.StepDeliveries;
import musubi.scenario.EndReason;
import org.springframework.stereotype.Component;

/** Ends scenarios for people, in the caller's transaction. */
@Component
public final class LeaveScenario {

    private final EnrolmentRepository enrolments;
    private final EndEnrolments ends;
    private final StepDeliveries deliveries;

    LeaveScenario(EnrolmentRepository enrolments, EndEnrolments ends, StepDeliveries deliveries) {
        this.enrolments = enrolments;
        this.ends = ends;
        this.deliveries = deliveries;
    }

    /**
     * Ends it from outside. A message that LINE cannot have yet is taken back; who has one on its way ends when it has an outcome.
     *
     * @param some as they were read, not locked: a delivery is locked before its people
     * @param changes to be stored by the caller
     */
    public void leave(List<Enrolment> some, EndReason reason, CountChanges changes) {
        if (some.isEmpty()) {
            return;
        }
        var byDelivery = some.stream()
                .filter(each -> each.delivery().isPresent())
                .collect(Collectors.groupingBy(
                        each -> each.delivery().orElseThrow(), TreeMap::new, Collectors.toList()));
        var back = new ArrayList<EnrolmentRepository.Move>();
        byDelivery.forEach((delivery, people) -> back.addAll(withdrawn(delivery, people)));
        enrolments.move(back);
        var ids = some.stream().map(Enrolment::id).toList();
        var waiting = enrolments.lockWaiting(ids);
        ends.end(waiting.stream().collect(Collectors.toMap(each -> each, _ -> reason)), changes);
        var ended = waiting.stream().map(Enrolment::id).collect(Collectors.toSet());
        enrolments.endWhenSettled(ids.stream().filter(id -> !ended.contains(id)).toList(), reason);
    }

    /** Those whose message is taken back, waiting again where they were. */
    private List<EnrolmentRepository.Move> withdrawn(UUID delivery, List<Enrolment> people) {
        var occasions = deliveries.withdraw(
                delivery, people.stream().map(Enrolment::occasion).toList());
        var withdrawn = people.stream()
                .filter(person -> occasions.contains(person.occasion()))
                .collect(Collectors.toMap(Enrolment::id, person -> person));
        return enrolments
                .lockSending(
                        delivery,
                        withdrawn.values().stream()
                                .mapToLong(Enrolment::contactId)
                                .toArray())
                .stream()
                .map(person -> new EnrolmentRepository.Move(
                        person.id(),
                        person.contactId(),
                        person.at(),
                        person.at().due(),
                        Optional.empty()))
                .toList();
    }

    /** Takes back what LINE cannot have yet of some deliveries: those people are due once more, and are decided on anew. */
    public void takeBack(Collection<UUID> ids) {
        enrolments.sending(ids).stream()
                .collect(
                        Collectors.groupingBy(each -> each.delivery().orElseThrow(), TreeMap::new, Collectors.toList()))
                .forEach((delivery, people) -> enrolments.move(withdrawn(delivery, people)));
    }
}
