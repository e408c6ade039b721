package musubi.result.write;

/** Somebody deleted a property in HubSpot that is to be written. */
final class PropertyMissingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PropertyMissingException() {
        super("a property that is to be written does not exist in HubSpot");
    }
}
