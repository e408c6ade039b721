package musubi.hubspot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HubSpot gave no tokens. The message holds no secret. */
public final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    public enum Kind {
        /** The code or refresh token is dead: a person has to install the app (again). */
        GRANT_REFUSED,
        /** Our client id or secret is wrong: an operator has to correct the settings. */
        APP_REFUSED,
        /** Failed for now, or the answer was lost: the same call may work later. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final int status;
    private final @Nullable String foreignType;

    OAuthException(Kind kind, int status, @Nullable String foreignType, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.foreignType = foreignType;
    }

    /** What is to be done about it. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** The content type of what answered in HubSpot's place; empty when HubSpot answered, or nothing did. */
    public Optional<String> foreignType() {
        return Optional.ofNullable(foreignType);
    }
}
