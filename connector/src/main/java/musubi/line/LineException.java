package musubi.line;

import musubi.line.LineFailure.Kind;

/** A call to LINE that did not work. The message is a plain sentence without secrets. */
public final class LineException extends RuntimeException {

    private final LineFailure failure;

    LineException(LineFailure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    /** Why. */
    public LineFailure failure() {
        return failure;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return failure.kind();
    }
}
