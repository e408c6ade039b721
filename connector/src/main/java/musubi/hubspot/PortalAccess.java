package musubi.hubspot;

/**
 * Who is called: a portal and a token that opens it.
 *
 * @param portalId HubSpot's own number; 0 while it is not yet known
 * @param accessToken goes into the {@code Authorization} header
 * @param patient whether these calls let all others go first, and are spread evenly so that none waits for them
 */
public record PortalAccess(long portalId, String accessToken, boolean patient) {

    /** In no patient mood. */
    public PortalAccess(long portalId, String accessToken) {
        this(portalId, accessToken, false);
    }

    /** The same for work that lets all other calls go first. */
    public PortalAccess patiently() {
        return new PortalAccess(portalId, accessToken, true);
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "PortalAccess[portalId=%d]".formatted(portalId);
    }
}
