package musubi.inbox;

/**
 * Another node may own the portal, or have owned it since the work began: it does the work anew. Nothing was settled.
 */
public final class OwnershipLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OwnershipLostException(long portalId) {
        super("portal %d may have another owner".formatted(portalId));
    }
}
