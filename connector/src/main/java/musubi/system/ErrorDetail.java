package musubi.system;

/** How filters tell the detail of an error that they send. */
public final class ErrorDetail {

    /** A request attribute: the detail to tell instead of the status's usual one. */
    public static final String ATTRIBUTE = ErrorDetail.class.getName();

    private ErrorDetail() {}
}
