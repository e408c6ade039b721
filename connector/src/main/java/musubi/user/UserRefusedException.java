package musubi.user;

/** What was entered about a person cannot be taken. */
public final class UserRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. Pages tell it by the key {@code user.refused.} and its name. */
    public enum Reason {
        /** Fewer than {@value Passwords#SHORTEST} characters. */
        PASSWORD_TOO_SHORT,
        /** More than {@value Passwords#LONGEST} characters. */
        PASSWORD_TOO_LONG,
        /** The same as the e-mail address, or one character over and over. */
        PASSWORD_TOO_SIMPLE,
        /** One of those that are tried first by whoever guesses. */
        PASSWORD_COMMON,
        PASSWORD_WRONG,
        EMAIL_INVALID,
        EMAIL_TAKEN,
        NAME_MISSING,
        /** The link was used, or is older than it may be, or never was one. */
        LINK_GONE,
        /** There is no person with that address. */
        NOBODY,
        /** The person is disabled. */
        DISABLED,
        /** Somebody has to be able to let others in. */
        LAST_ADMIN
    }

    private final Reason reason;

    /** For that reason. */
    public UserRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
