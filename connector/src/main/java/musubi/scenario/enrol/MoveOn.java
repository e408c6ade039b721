package musubi.scenario.enrol;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.delivery.DeliveryListener;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import musubi.scenario.EndReason;
import musubi.scenario.StepCount;
import musubi.scenario.course.Course;
import musubi.scenario.store.ScenarioCountRepository;
import org.springframework.stereotype.Component;

/**
 * Takes people on to what follows the step whose message has an outcome, in the transaction that counts it: whatever is killed when, a person
 * goes on once for each message.
 */
@Component
final class MoveOn implements DeliveryListener {

    private final EnrolmentRepository enrolments;
    private final EndEnrolments end;
    private final Courses courses;
    private final DoubtRepository doubts;
    private final ScenarioCountRepository counts;
    private final Clock clock;

    MoveOn(
            EnrolmentRepository enrolments,
            EndEnrolments end,
            Courses courses,
            DoubtRepository doubts,
            ScenarioCountRepository counts,
            Clock clock) {
        this.enrolments = enrolments;
        this.end = end;
        this.courses = courses;
        this.doubts = doubts;
        this.counts = counts;
        this.clock = clock;
    }

    private record Version(UUID scenarioId, int number, boolean test) {}

    @Override
    public DeliveryPurpose purpose() {
        return DeliveryPurpose.STEP;
    }

    @Override
    public void started(UUID delivery, UUID connectionId) {
        // people are in it already
    }

    @Override
    public void settled(UUID delivery, PersonOutcome outcome, long[] contactIds) {
        switch (outcome) {
            case REACHED -> goOn(delivery, contactIds, StepCount.SENT);
            case REFUSED -> goOn(delivery, contactIds, StepCount.REFUSED);
            case UNCERTAIN -> goOn(delivery, contactIds, StepCount.UNCERTAIN);
            case REACHED_AFTER_DOUBT -> known(delivery, contactIds, StepCount.SENT);
            case REFUSED_AFTER_DOUBT -> known(delivery, contactIds, StepCount.REFUSED);
        }
    }

    /** Of people who have gone on since nobody could say what became of their message. */
    private void known(UUID delivery, long[] contactIds, StepCount what) {
        var changes = new CountChanges();
        doubts.take(delivery, contactIds).forEach(message -> changes.known(message, what));
        changes.store(counts);
    }

    private void goOn(UUID delivery, long[] contactIds, StepCount what) {
        var now = clock.instant();
        Map<Version, Optional<Course>> known = new HashMap<>();
        var changes = new CountChanges();
        List<EnrolmentRepository.Move> moves = new ArrayList<>();
        Map<Enrolment, EndReason> ends = new HashMap<>();
        var people = enrolments.lockSending(delivery, contactIds);
        if (what == StepCount.UNCERTAIN) {
            doubts.add(
                    delivery, people.stream().filter(person -> !person.test()).toList());
        } else {
            // a message that was sent again: whom it is for has gone on
            doubts.take(delivery, contactIds).forEach(message -> changes.known(message, what));
        }
        for (var person : people) {
            changes.add(person, person.at().stepKey(), what);
            var next = known.computeIfAbsent(
                            new Version(person.scenarioId(), person.version(), person.test()),
                            version -> courses.of(version.scenarioId(), version.number(), version.test()))
                    .flatMap(course -> course.after(person.at().stepKey(), now));
            if (person.endsAs().isPresent() || next.isEmpty()) {
                ends.put(person, person.endsAs().orElse(EndReason.END));
            } else {
                changes.moved(person, next.get().stepKey());
                moves.add(new EnrolmentRepository.Move(
                        person.id(),
                        person.contactId(),
                        next.get(),
                        later(next.get().due(), now),
                        Optional.empty()));
            }
        }
        enrolments.move(moves);
        end.end(ends, changes);
        changes.store(counts);
    }

    private static Instant later(Instant due, Instant now) {
        return due.isBefore(now) ? now : due;
    }
}
