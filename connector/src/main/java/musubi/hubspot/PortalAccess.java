package musubi.hubspot;

/**
 * Who is called: a portal and a token that opens it.
 *
 * @param portalId HubSpot's own number; 0 while it is not yet known
 * @param accessToken goes into the {@code Authorization} header
 */
public record PortalAccess(long portalId, String accessToken) {

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "PortalAccess[portalId=%d]".formatted(portalId);
    }
}
