package musubi.hubspot;

/** HubSpot gave no tokens. The message holds no secret. */
public final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    public enum Kind {
        /** The code or refresh token is dead: a person has to install the app (again). */
        GRANT_REFUSED,
        /** Our client id or secret is wrong: an operator has to correct the settings. */
        APP_REFUSED,
        /** Came to nothing, or its answer was lost: the same may work later. */
        UNAVAILABLE
    }

    private final Kind kind;

    OAuthException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What is to be done about it. */
    public Kind kind() {
        return kind;
    }
}
