package musubi.inbox;

import java.util.UUID;

/**
 * Work that a node began as the owner of a portal. What it came to is settled only if no other node has owned the portal since
 * ({@link Settlement#under}).
 */
public interface Tenure extends AutoCloseable {

    long portalId();

    /** The owner. */
    UUID node();

    /** Of this time of owning the portal; each change of an owner has a higher one than all before it. */
    long fence();

    /**
     * Asks, before a step that cannot be taken back, whether the node still owns the portal. Also while it hands it over: what was begun may
     * be ended.
     *
     * @throws OwnershipLostException when it does not, or cannot know
     */
    void require();

    /** The work has ended. */
    @Override
    void close();
}
