package musubi.scenario.trigger;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import musubi.scenario.EndReason;
import musubi.scenario.definition.Trigger;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.EnrolmentRepository;
import musubi.scenario.enrol.EnterScenario;
import musubi.scenario.enrol.LeaveScenario;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.store.ScenarioRepository;
import musubi.sync.ContactActivity;
import musubi.sync.ContactActivity.Follow;
import musubi.sync.ContactActivity.OfContact;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What friends do puts them into scenarios, or takes them out, in the transaction that takes their events out of the queue: none of it is lost or
 * doubled by a crash.
 */
@Component
final class FriendsAct {

    private final ScenarioRepository scenarios;
    private final EnrolmentRepository enrolments;
    private final ScenarioCountRepository counts;
    private final EnterScenario enter;
    private final LeaveScenario leave;

    FriendsAct(
            ScenarioRepository scenarios,
            EnrolmentRepository enrolments,
            ScenarioCountRepository counts,
            EnterScenario enter,
            LeaveScenario leave) {
        this.scenarios = scenarios;
        this.enrolments = enrolments;
        this.counts = counts;
        this.enter = enter;
        this.leave = leave;
    }

    @EventListener
    void acted(ContactActivity event) {
        var changes = new CountChanges();
        wrote(event);
        leave(event, OfContact::blocked, EndReason.BLOCKED, changes);
        leave(event, OfContact::optedOut, EndReason.OPTED_OUT, changes);
        enter(event, changes);
        changes.store(counts);
    }

    private void wrote(ContactActivity event) {
        Map<Long, Instant> wrote = new HashMap<>();
        event.contacts().forEach(contact -> contact.wroteAt().ifPresent(at -> wrote.put(contact.contactId(), at)));
        if (!wrote.isEmpty()) {
            enrolments.replied(event.connectionId(), wrote);
        }
    }

    private void leave(ContactActivity event, Predicate<OfContact> who, EndReason reason, CountChanges changes) {
        var ids = ids(event.contacts(), who);
        if (!ids.isEmpty()) {
            leave.leave(
                    enrolments.of(
                            event.connectionId(),
                            ids.stream().mapToLong(id -> id).toArray()),
                    reason,
                    changes);
        }
    }

    private static List<Long> ids(List<OfContact> contacts, Predicate<OfContact> who) {
        return contacts.stream()
                .filter(who)
                .map(OfContact::contactId)
                .distinct()
                .sorted()
                .toList();
    }

    private void enter(ContactActivity event, CountChanges changes) {
        var came = event.contacts().stream()
                .filter(contact -> !contact.blocked() && !contact.optedOut())
                .filter(contact ->
                        contact.follow().isPresent() || contact.link().isPresent())
                .toList();
        if (came.isEmpty()) {
            return;
        }
        for (var scenario : scenarios.enabled(event.connectionId())) {
            var ids = ids(came, contact -> starts(scenario.definition().trigger(), contact));
            if (!ids.isEmpty()) {
                enter.enter(scenario, ids, changes);
            }
        }
    }

    private static boolean starts(Trigger trigger, OfContact contact) {
        return switch (trigger) {
            case Trigger.Follow _ -> contact.follow().filter(Follow.NEW::equals).isPresent();
            case Trigger.Unblock _ ->
                contact.follow().filter(Follow.UNBLOCKED::equals).isPresent();
            case Trigger.Link(var link) ->
                contact.link()
                        .filter(came -> link.isEmpty() || link.get().equals(came))
                        .isPresent();
            case Trigger.JoinedList _, Trigger.DateProperty _, Trigger.Manual _ -> false;
        };
    }
}
