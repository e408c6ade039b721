package musubi.hubspot;

import java.util.Optional;

/**
 * Which portal is called, with which token, and how urgently.
 *
 * @param portalId HubSpot's own number; 0 while it is not yet known
 * @param source of the token that goes into the {@code Authorization} header
 * @param priority of the calls
 * @param beforeSending run by the caller's thread when a call has its place under the limit and is about to be sent, which
 *     may be long after it was asked for, and once more by another thread when its connection is there and its body is about
 *     to be written; an exception prevents the sending and reaches the caller
 */
public record PortalAccess(long portalId, TokenSource source, CallPriority priority, Runnable beforeSending) {

    // one instance, so that two accesses with one token are equal
    @SuppressWarnings("UnnecessaryLambda")
    private static final Runnable NOTHING = () -> {};

    /** Live calls with a token that does not change. */
    public PortalAccess(long portalId, String accessToken) {
        this(portalId, new FixedToken(accessToken));
    }

    /** Live calls. */
    public PortalAccess(long portalId, TokenSource source) {
        this(portalId, source, CallPriority.LIVE, NOTHING);
    }

    /** The same for calls of that priority. */
    public PortalAccess with(CallPriority other) {
        return new PortalAccess(portalId, source, other, beforeSending);
    }

    /** The same for calls before whose sending this runs too; it may throw to prevent the sending. */
    public PortalAccess beforeSending(Runnable check) {
        return new PortalAccess(portalId, source, priority, () -> {
            beforeSending.run();
            check.run();
        });
    }

    /**
     * The token to use now.
     *
     * @throws HubSpotException when there is none
     */
    public String accessToken() {
        return source.current();
    }

    /** Whether it is the same access, whatever the calls are for and what runs before them. */
    public boolean hasTokenOf(PortalAccess other) {
        return portalId == other.portalId && source.equals(other.source);
    }

    /** Leaves out the token, which must not appear in a log. */
    @Override
    public String toString() {
        return "PortalAccess[portalId=%d, priority=%s]".formatted(portalId, priority);
    }

    /** A token that a person entered; it stays the same until it is refused. */
    private record FixedToken(String current) implements TokenSource {

        @Override
        public Optional<String> insteadOf(String refused) {
            return Optional.empty();
        }

        @Override
        public boolean ofApp() {
            return false;
        }

        /** Leaves out the token. */
        @Override
        public String toString() {
            return "FixedToken[…]";
        }
    }
}
