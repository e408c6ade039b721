package musubi.sandbox;

/** An invalid call of the control API; the message says what was expected. */
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
