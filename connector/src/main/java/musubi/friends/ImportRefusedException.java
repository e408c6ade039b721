package musubi.friends;

/** An import cannot be started, or its state cannot be changed. */
public final class ImportRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The kind of refusal. */
    public enum Reason {
        /** The file cannot be read as a list of LINE user ids. */
        INVALID,
        /** Another import of the account is running, the connection is paused, or the state of the import does not allow it. */
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

    /** The problem for people to read. */
    public ImportProblem problem() {
        return problem;
    }

    /** The kind of refusal. */
    public Reason reason() {
        return reason;
    }
}
