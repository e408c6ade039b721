package musubi.console.overview;

import java.util.List;
import musubi.connection.Connection;
import musubi.connection.ProblemCode;
import musubi.inbox.Activity.Moments;
import musubi.user.Invitations;
import musubi.user.People;
import org.springframework.stereotype.Component;

/** What is left to do until a connection is in use: the checklist of the overview. */
@Component
class SetupSteps {

    private final People people;
    private final Invitations invitations;

    SetupSteps(People people, Invitations invitations) {
        this.people = people;
        this.invitations = invitations;
    }

    /**
     * A step.
     *
     * @param code end of its message key
     * @param path where it is done
     */
    record Step(String code, boolean done, String path) {}

    /** Whether somebody else is there or invited. */
    boolean hasColleague() {
        return people.all().stream().filter(person -> !person.disabled()).count() > 1
                || !invitations.open().isEmpty();
    }

    /**
     * The steps in their order; none when all are done.
     *
     * @param imported whether friends were imported
     */
    static List<Step> of(Connection connection, Moments moments, boolean imported, boolean colleague) {
        var at = "/connections/" + connection.id();
        var steps = List.of(
                new Step("webhook", isChecked(connection, moments), at + "/webhook"),
                new Step("friends", imported, at + "/imports"),
                new Step("login", connection.login().channelId().isPresent(), at + "/line#login"),
                new Step("people", colleague, "/settings/users"));
        return steps.stream().allMatch(Step::done) ? List.of() : steps;
    }

    /** LINE has sent something, if only its own test, and would still do so. */
    private static boolean isChecked(Connection connection, Moments moments) {
        return moments.heard().isPresent()
                && !connection.has(ProblemCode.WEBHOOK_NOT_SET)
                && !connection.has(ProblemCode.WEBHOOK_TAKEN)
                && !connection.has(ProblemCode.WEBHOOK_GONE)
                && !connection.has(ProblemCode.WEBHOOK_OFF);
    }
}
