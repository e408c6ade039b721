package musubi.alert;

/** The address of a webhook is not accepted. */
public final class AlertRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** It is no address. */
        ADDRESS_INVALID,
        /** It does not begin with https. */
        ADDRESS_NOT_HTTPS,
        /** Its host is in a private network. */
        ADDRESS_PRIVATE,
        /** Its host is not found. */
        HOST_UNKNOWN
    }

    private final Reason reason;

    AlertRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Why it is not accepted. */
    public Reason reason() {
        return reason;
    }
}
