package musubi.api;

/** The path names a resource that does not exist. */
final class NoSuchResourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    /** @param what the kind of resource: connection, failure, import */
    NoSuchResourceException(String what) {
        super(what);
        this.detail = "There is no such %s.".formatted(what);
    }

    String detail() {
        return detail;
    }
}
