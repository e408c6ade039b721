package musubi.line;

import java.io.IOException;

/** Something that is not LINE answered in its place: of what it means for the call nothing is known. */
final class ForeignAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    /** @param type its content type; the body is told to nobody */
    ForeignAnswerException(int status, String type) {
        super("status %d, %s".formatted(status, type));
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
