package musubi.connection;

import java.io.Serial;

/** There is nothing of that id (any more). A page says so with 404, REST with a problem of 404. */
public abstract class UnknownIdException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** @param message without anything of a person */
    protected UnknownIdException(String message) {
        super(message);
    }
}
