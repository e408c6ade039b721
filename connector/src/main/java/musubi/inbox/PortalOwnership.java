package musubi.inbox;

import java.util.Optional;

/**
 * Which node does a portal's work: at any moment one node at most. Order of a friend's events and the limit of calls to HubSpot rest on
 * it. What a former owner still has in hand is not settled ({@link Tenure}); other work that is done twice is harmless.
 */
public interface PortalOwnership {

    /**
     * Says that this node would do the portal's work, and whether it may: it owns the portal now. Cheap enough to be called every second;
     * never waits for another node. A portal that is no longer asked for is left to others.
     *
     * @return false too when it cannot be found out, and while the portal is being handed over
     */
    boolean own(long portalId);

    /**
     * Begins work of the portal; to be called before the work is read, and to be closed when it has ended. A portal that is handed over to
     * another node goes when all such work has ended, or after some seconds.
     *
     * @return empty where {@link #own} would be false
     */
    Optional<Tenure> begin(long portalId);
}
