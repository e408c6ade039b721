package musubi.broadcast;

import java.io.Serial;

/** The account's messages of this month do not reach. Nothing was sent. */
public final class QuotaException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final long needed;
    private final long left;

    QuotaException(long needed, long left) {
        super("%d messages are needed, %d are left".formatted(needed, left));
        this.needed = needed;
        this.left = left;
    }

    public long needed() {
        return needed;
    }

    public long left() {
        return left;
    }
}
