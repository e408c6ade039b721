package musubi.api;

/** The path names a resource that does not exist. */
final class NoSuchResourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;

    /** @param what the kind of resource: connection, failure, import */
    NoSuchResourceException(String what) {
        super(what);
        this.what = what;
    }

    String detail(AnswerTexts texts) {
        return texts.of(
                switch (what) {
                    case "connection" -> "rest.none.connection";
                    case "failure" -> "rest.none.failure";
                    case "import" -> "rest.none.import";
                    case "link" -> "rest.none.link";
                    case "medium" -> "rest.none.medium";
                    default -> "rest.none.installation";
                });
    }
}
