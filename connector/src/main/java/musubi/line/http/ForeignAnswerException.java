package musubi.line.http;

import java.io.IOException;

/** Something else than LINE responded, such as a proxy: the response says nothing about the call. */
final class ForeignAnswerException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    /** @param type the content type of the response; the body is not kept, it may hold anything */
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
