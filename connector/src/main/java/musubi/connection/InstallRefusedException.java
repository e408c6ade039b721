package musubi.connection;

/** An installation cannot be started or continued. */
public final class InstallRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Client id or secret of the app are not set. */
        NOT_CONFIGURED,
        /** There is no such link, or it has been used or has expired. */
        LINK_OVER,
        /** HubSpot's redirect belongs to no installation in progress: it is forged, repeated, or too late. */
        ANSWER_OVER,
        /** It was started in another browser. */
        OTHER_BROWSER
    }

    private final Reason reason;

    InstallRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
