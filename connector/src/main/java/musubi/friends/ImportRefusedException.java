package musubi.friends;

/** An import cannot be started or changed as asked; the message tells a person why. */
public final class ImportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What kind of refusal it is. */
    public enum Reason {
        /** The file cannot be read as a list of LINE user ids. */
        INVALID,
        /** Another import of the account is running, its connection is paused, or this one is not in a state for it. */
        CONFLICT,
        /** There is no such import. */
        UNKNOWN
    }

    private final Reason reason;

    ImportRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What a person reads. */
    public String words() {
        return String.valueOf(getMessage());
    }

    /** Of the words, what they are about. */
    public ImportProblem problem() {
        return ImportProblem.of(words());
    }

    /** What kind of refusal it is. */
    public Reason reason() {
        return reason;
    }
}
