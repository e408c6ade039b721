package musubi.friends;

/** A file of the portal's friends is being read already, or too many files of all portals are. */
public final class ExportRunningException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean own;

    ExportRunningException(boolean own) {
        super("an export of friends is running");
        this.own = own;
    }

    /** Whether the same user began the one that is running. */
    public boolean isOwn() {
        return own;
    }
}
