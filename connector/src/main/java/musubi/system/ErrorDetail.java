package musubi.system;

/** How filters pass on the detail of an error that they send. */
public final class ErrorDetail {

    /** A request attribute with the detail that replaces the default of the status. */
    public static final String ATTRIBUTE = ErrorDetail.class.getName();

    private ErrorDetail() {}
}
