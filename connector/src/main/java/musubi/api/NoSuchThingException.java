package musubi.api;

/** What the path names is not there. */
final class NoSuchThingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    /** @param what in a word: connection, failure, import */
    NoSuchThingException(String what) {
        super(what);
        this.detail = "There is no such %s.".formatted(what);
    }

    String detail() {
        return detail;
    }
}
