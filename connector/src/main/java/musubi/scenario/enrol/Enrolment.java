package musubi.scenario.enrol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.scenario.EndReason;
import musubi.scenario.course.Position;

/**
 * A person in a scenario.
 *
 * @param id random: retry keys are computed from it
 * @param contactId HubSpot's record id
 * @param version of the scenario that the person goes through
 * @param delivery the step's message is in it; empty while the person waits
 * @param endsAs it ends with this as soon as the message has an outcome
 * @param replied whether the person wrote since they came in
 * @param clicked steps whose links the person opened since then
 * @param test it is a test: with {@linkplain Courses#forTest short waits}, counted nowhere, and over after {@link #TEST_TIME}
 */
public record Enrolment(
        UUID id,
        UUID scenarioId,
        long contactId,
        int version,
        Position at,
        Optional<UUID> delivery,
        Optional<EndReason> endsAs,
        Instant enteredAt,
        boolean replied,
        Set<String> clicked,
        boolean test) {

    /** A test that has not come to its end by then, as when LINE does not answer, is over. */
    public static final Duration TEST_TIME = Duration.ofHours(1);

    public Enrolment {
        clicked = Set.copyOf(clicked);
    }

    /** Whether it is a test whose time is over. */
    public boolean isOver(Instant now) {
        return test && !now.isBefore(enteredAt.plus(TEST_TIME));
    }

    /** What the retry key of the step's message is computed from. */
    public String occasion() {
        return id + "/" + at.stepKey();
    }

    /** Leaves out who it is. */
    @Override
    public String toString() {
        return "Enrolment[%s at %s]".formatted(id, at.stepKey());
    }
}
