package musubi.broadcast;

import java.io.Serial;
import java.util.UUID;
import musubi.connection.UnknownIdException;

/** There is no broadcast of that id. */
public final class UnknownBroadcastException extends UnknownIdException {

    @Serial
    private static final long serialVersionUID = 1;

    public UnknownBroadcastException(UUID id) {
        super("there is no broadcast " + id);
    }
}
