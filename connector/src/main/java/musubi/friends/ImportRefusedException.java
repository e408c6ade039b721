package musubi.friends;

/** An import cannot be started or changed as asked. */
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
    private final transient ImportProblem problem;

    public ImportRefusedException(Reason reason, ImportProblem.Code code, String... arguments) {
        super(code.name());
        this.reason = reason;
        this.problem = new ImportProblem(code, arguments);
    }

    /** What a person reads. */
    public ImportProblem problem() {
        return problem;
    }

    /** What kind of refusal it is. */
    public Reason reason() {
        return reason;
    }
}
