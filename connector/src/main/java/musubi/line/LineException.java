package musubi.line;

import musubi.line.LineFailure.Kind;

/** A call to LINE that did not succeed. The message is for logs: the code and status of the failure, without secrets. */
public final class LineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient LineFailure failure;

    /** For this module. */
    public LineException(LineFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    /** Why. */
    public LineFailure failure() {
        return failure;
    }

    /** The kind of {@link #failure}. */
    public Kind kind() {
        return failure.kind();
    }
}
