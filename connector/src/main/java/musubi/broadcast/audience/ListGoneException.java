package musubi.broadcast.audience;

import java.io.Serial;

/** A list of the audience does not exist. */
public final class ListGoneException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final long listId;

    ListGoneException(long listId) {
        super("there is no list " + listId);
        this.listId = listId;
    }

    public long listId() {
        return listId;
    }
}
