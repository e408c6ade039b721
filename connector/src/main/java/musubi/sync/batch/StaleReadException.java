package musubi.sync.batch;

/** A write was decided from a contact that was read too long ago; it was not sent. */
public final class StaleReadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StaleReadException() {
        super("read too long ago", null, false, false);
    }
}
