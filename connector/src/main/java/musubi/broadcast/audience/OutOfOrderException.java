package musubi.broadcast.audience;

import java.io.Serial;

/** The members of a list came in another order than the documented one; only all of them together can be sorted. */
public final class OutOfOrderException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    OutOfOrderException() {
        super("the members of a list came out of order");
    }
}
