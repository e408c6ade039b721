package musubi.connection;

/** An installation cannot be begun or gone on with. */
public final class InstallRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Client id or secret of the app are not set. */
        NOT_CONFIGURED,
        /** There is no such link, or it is used up or too old. */
        LINK_OVER,
        /** HubSpot's answer belongs to no installation under way: forged, repeated, or too late. */
        ANSWER_OVER,
        /** It was begun in another browser. */
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
