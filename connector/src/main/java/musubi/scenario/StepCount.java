package musubi.scenario;

/** What people are counted by in a step. */
public enum StepCount {
    /** They are in it now: before it, or its message is under way. It goes up and down. */
    WAITING(false),
    /** LINE accepted the step's message. */
    SENT(false),
    /** It was more than the limit too late. */
    LATE(true),
    /** A token had no value. */
    MISSING_VALUE(true),
    /** With their values a text was longer than LINE takes. */
    TOO_LONG(true),
    /** The contact has no LINE user id of this account. */
    NOT_A_FRIEND(true),
    /** LINE refused the message. */
    REFUSED(true),
    /** Nobody knows whether LINE accepted it. */
    UNCERTAIN(true),
    /** They opened a link of the step's message; each person once. */
    CLICKED(false);

    private final boolean leftOut;

    StepCount(boolean leftOut) {
        this.leftOut = leftOut;
    }

    /** Whether it is a reason why somebody who came to the step did not get its message. */
    public boolean isLeftOut() {
        return leftOut;
    }
}
