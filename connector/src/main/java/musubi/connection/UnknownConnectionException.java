package musubi.connection;

import java.util.UUID;

/** There is no connection with that id (any more). */
public final class UnknownConnectionException extends UnknownIdException {

    private static final long serialVersionUID = 1;

    /** Of that id. */
    public UnknownConnectionException(UUID id) {
        super("There is no connection %s.".formatted(id));
    }
}
