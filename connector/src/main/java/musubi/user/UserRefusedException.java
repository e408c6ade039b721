package musubi.user;

/** A value that was entered about a person, or a link that was opened, is refused. */
public final class UserRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. The texts are in the message bundles: {@code user.refused.<reason>}. */
    public enum Reason {
        /** Fewer than 12 characters. */
        PASSWORD_TOO_SHORT,
        /** More than 256 characters. */
        PASSWORD_TOO_LONG,
        /** The same as the e-mail address, or one character over and over. */
        PASSWORD_TOO_SIMPLE,
        /** A common password, or little more. */
        PASSWORD_COMMON,
        PASSWORD_WRONG,
        EMAIL_INVALID,
        EMAIL_TAKEN,
        NAME_MISSING,
        /** The link was used or has expired, or never existed. */
        LINK_GONE,
        /** There is no person with that e-mail address. */
        NOBODY,
        /** The person is disabled. */
        DISABLED,
        /** Without this person nobody would be an admin. */
        LAST_ADMIN
    }

    private final Reason reason;

    public UserRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
