package musubi.api;

/** The path names a resource that does not exist. */
public final class NoSuchResourceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;

    /** @param what the kind of resource: connection, failure, import */
    public NoSuchResourceException(String what) {
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
                    case "broadcast" -> "rest.none.broadcast";
                    case "scenario" -> "rest.none.scenario";
                    case "medium" -> "rest.none.medium";
                    case "message" -> "rest.none.message";
                    default -> "rest.none.installation";
                });
    }
}
