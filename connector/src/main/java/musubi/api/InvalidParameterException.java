package musubi.api;

/** A field or parameter has an invalid value. */
final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String detail;

    InvalidParameterException(String field, String message) {
        super(message);
        this.field = field;
        this.detail = message;
    }

    String field() {
        return field;
    }

    String detail() {
        return detail;
    }
}
