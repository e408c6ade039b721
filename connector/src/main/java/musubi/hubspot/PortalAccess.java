package musubi.hubspot;

/**
 * Who is called: a portal and what opens it.
 *
 * @param portalId HubSpot's own number; 0 while it is not yet known
 * @param source of the token that goes into the {@code Authorization} header
 * @param patient whether these calls let all others go first, and are spread evenly so that none waits for them
 * @param beforeSending run by the caller's thread when a call has its place under the limit and is about to be sent, which
 *     may be long after it was asked for; what it throws calls the sending off
 */
public record PortalAccess(long portalId, TokenSource source, boolean patient, Runnable beforeSending) {

    // one and the same, so that two accesses by one token are equal
    @SuppressWarnings("UnnecessaryLambda")
    private static final Runnable ALWAYS = () -> {};

    /** By a token that does not change; in no patient mood. */
    public PortalAccess(long portalId, String accessToken) {
        this(portalId, new FixedToken(accessToken));
    }

    /** In no patient mood. */
    public PortalAccess(long portalId, TokenSource source) {
        this(portalId, source, false, ALWAYS);
    }

    /** The same for work that lets all other calls go first. */
    public PortalAccess patiently() {
        return new PortalAccess(portalId, source, true, beforeSending);
    }

    /** The same for work that has waited long enough. */
    public PortalAccess impatiently() {
        return new PortalAccess(portalId, source, false, beforeSending);
    }

    /** The same for calls that are only sent where this does not throw. */
    public PortalAccess onlyIf(Runnable check) {
        return new PortalAccess(portalId, source, patient, check);
    }

    /**
     * The token to use now.
     *
     * @throws HubSpotException when there is none
     */
    public String accessToken() {
        return source.current();
    }

    /** Does not tell the token. */
    @Override
    public String toString() {
        return "PortalAccess[portalId=%d]".formatted(portalId);
    }
}
