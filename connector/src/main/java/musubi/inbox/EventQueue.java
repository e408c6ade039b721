package musubi.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Events on disk, from their arrival until their work is done.
 *
 * <p>What every implementation promises: an event that was appended is there after a crash, is taken again and again until it is
 * settled, and leaves only with its outcome. So an event may be applied more than once, and never less than once; whoever applies it
 * has to make sure that a second time changes nothing. The events of one friend are taken in the order of their arrival. Events
 * belong to a connection and go with it when it is deleted.
 */
public interface EventQueue {

    /** At most so many events of one friend are taken at once, the first that arrived; the others follow when these are settled. */
    int MAX_OF_A_FRIEND = 300;

    /**
     * Stores events durably; returns when they are on disk. Those seen before ({@link SeenEvents}) are left out, and those of
     * connections that do not exist.
     *
     * @throws InboxUnavailableException when they could not be stored, or not in time, or too many wait already; the sender has to
     *     send them again
     */
    void append(List<NewEvent> events);

    /**
     * The same in the caller's transaction: they are there if and only if what else it writes is.
     *
     * @throws IllegalStateException outside of a transaction
     */
    void appendAlong(List<NewEvent> events);

    /**
     * The events of friends of whom something is due, the longest waiting friend first. Of each friend all events are taken (up to
     * {@link #MAX_OF_A_FRIEND}), in the order of arrival and one after another, also those that are due later: a later event never
     * passes an earlier one. Only events of paused import jobs stay. Taken events remain in the queue until they are settled; not
     * to take them twice is up to the caller, who is the one owner of the portal ({@link PortalOwnership#begin}) and settles them so.
     *
     * @param busy friends whose events are left out
     * @param limit at most so many events; friends whose events do not all have room are left out, but never the first
     */
    List<PendingEvent> take(UUID connectionId, Collection<String> busy, int limit);

    /**
     * The same for friends of whom an event of an import job is due: work for when friends' own acts leave room. A friend's own
     * events are taken along.
     */
    List<PendingEvent> takeBackground(UUID connectionId, Collection<String> busy, int limit);

    /**
     * Records what became of events, all or nothing. Events that are gone meanwhile are passed over.
     *
     * @throws OwnershipLostException when it is {@link Settlement#under} a tenure that has ended; nothing is settled
     */
    default void settle(Settlement settlement) {
        settle(settlement, () -> {});
    }

    /**
     * The same, with work that belongs to it: what the work writes in the database's transaction is written if and only if the
     * settlement is.
     *
     * @param also runs in the transaction of the settlement, as its last step; when it throws, nothing is settled
     */
    void settle(Settlement settlement, Runnable also);

    /**
     * What the connection's events waited for is there: they are due now.
     *
     * @param waitsFor as given to {@link Settlement#later}
     */
    void release(UUID connectionId, String waitsFor);

    /**
     * The same for the events of one friend only, the one that waits longest.
     *
     * @return false when nothing waits for it
     */
    boolean releaseFirst(UUID connectionId, String waitsFor);

    /**
     * Changes the payloads of a friend's waiting events of that kind. Events that are being taken at this moment may be taken
     * as they were.
     *
     * @param json returns what it got where nothing is to change
     */
    void rewrite(UUID connectionId, String friend, EventKind kind, UnaryOperator<byte[]> json);

    /** How many events wait, and since when the oldest waits; all zero when there is no such connection. */
    Backlog backlog(UUID connectionId);

    /** The same for all connections of which something waits or failed, in one query. */
    Map<UUID, Backlog> backlogs();

    /**
     * Adds a listener, called after each append on this node, and whenever events of this node become due before their time.
     * A hint that may get lost: what other nodes appended has to be polled for.
     */
    void onArrival(ArrivalListener listener);

    /** Called when there may be something to take. */
    @FunctionalInterface
    interface ArrivalListener {
        /** Events of the connection are on disk. Must return at once. */
        void arrived(UUID connectionId);
    }
}
