package musubi.friends;

/** A file of the portal's friends is being read already, or too many files of all portals are. */
public final class ExportRunningException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExportRunningException() {
        super("an export of friends is running");
    }
}
