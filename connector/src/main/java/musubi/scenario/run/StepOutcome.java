package musubi.scenario.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import musubi.delivery.PreparedCall;
import musubi.scenario.EndReason;
import musubi.scenario.StepCount;
import musubi.scenario.course.Position;
import musubi.scenario.enrol.Enrolment;

/**
 * What comes next for a person who was due.
 *
 * @param contactId another one than the enrolment's where HubSpot has merged the contact
 * @param leftOut steps whose messages the person does not get
 * @param next what happens
 */
record StepOutcome(Enrolment person, long contactId, List<Skipped> leftOut, Next next) {

    StepOutcome {
        leftOut = List.copyOf(leftOut);
    }

    /** A step whose message a person does not get. */
    record Skipped(String stepKey, StepCount reason) {}

    /** What happens with a person. */
    sealed interface Next {

        /**
         * Waits there.
         *
         * @param lookAt when it is looked at next
         */
        record Waits(Position at, Instant lookAt) implements Next {}

        /** The message of the step goes out. */
        record Sends(Position at, PreparedCall call) implements Next {}

        /** It is over. */
        record Ends(EndReason reason) implements Next {}
    }

    /** The call, where there is one. */
    Optional<PreparedCall> call() {
        return next instanceof Next.Sends sends ? Optional.of(sends.call()) : Optional.empty();
    }

    /** Leaves out who it is. */
    @Override
    public String toString() {
        return "StepOutcome[%s]".formatted(person);
    }
}
