package musubi.inbox;

/**
 * Which node does a portal's work: at any moment one node at most. Order of a friend's events and the limit of calls to HubSpot rest on
 * it. Doing work twice is harmless all the same, so an implementation may be a lease whose end the former owner notices late.
 */
public interface PortalOwnership {

    /**
     * Takes the portal if no other node owns it, or confirms that this node still does. Cheap enough to be called every second;
     * never waits for the other node.
     *
     * @return whether this node owns the portal now; false too when that cannot be found out
     */
    boolean own(long portalId);
}
