package musubi.result;

/** A list is not made. Nothing is in HubSpot. */
public final class ListRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The broadcast has not begun to send. */
        NOT_SENT(false),
        /** It was sent without a link of their own for each person, so nobody knows who clicked. */
        NOT_COUNTED(false),
        /** Who clicked is no longer kept. */
        TOO_OLD(false),
        /** Who did not click is known by the contacts alone, and they were not updated for all who got it. */
        NOT_UPDATED(false),
        /** It is still being sent, or contacts are still to be updated. */
        UNFINISHED(false),
        /** The name is empty or too long. */
        NAME_INVALID(true),
        /** There is a list of that name in HubSpot. */
        NAME_TAKEN(true);

        private final boolean aboutName;

        Reason(boolean aboutName) {
            this.aboutName = aboutName;
        }

        /** Whether another name helps. */
        public boolean isAboutName() {
            return aboutName;
        }
    }

    private final Reason reason;

    public ListRefusedException(Reason reason) {
        super("no list is made: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
