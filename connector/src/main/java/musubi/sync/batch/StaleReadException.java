package musubi.sync.batch;

/** What was about to be written was decided from a contact read too long ago; nothing was sent. */
final class StaleReadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StaleReadException() {
        super("read too long ago", null, false, false);
    }
}
