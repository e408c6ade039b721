package musubi.sandbox;

/** What a caller of the control API did wrong, with what was expected. */
final class BadInput extends RuntimeException {

    private final int status;

    BadInput(String message) {
        this(400, message);
    }

    BadInput(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
