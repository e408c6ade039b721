package musubi.user;

/** Somebody could not sign in by the provider of OpenID Connect. */
public final class OidcRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. Pages tell it by the keys that begin with {@code login.oidc.} and its name. */
    public enum Reason {
        /** The provider does not answer, or says that it cannot now. */
        AWAY,
        /** The provider does not take Musubi as it is set up here: an admin has to look. */
        MISCONFIGURED,
        /** It was not begun in this browser, or too long ago, or was answered once already. */
        EXPIRED,
        /** The provider let nobody in: given up by the person, or not allowed there. */
        DECLINED,
        /** What the provider answered does not hold. */
        UNPROVEN,
        /** Nobody here has that address, and new people are not taken. */
        UNKNOWN,
        /** The provider does not vouch for an address. */
        UNVERIFIED,
        /** The person is disabled here. */
        DISABLED,
        /** The person with that address has another account at the provider. */
        TAKEN,
        /** There is nobody yet, and the first one comes by the set-up link. */
        FIRST
    }

    private final Reason reason;

    /** For that reason. */
    public OidcRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    OidcRefusedException(Reason reason, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
