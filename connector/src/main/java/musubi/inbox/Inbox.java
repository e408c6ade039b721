package musubi.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Events on disk, from their arrival until their work is done. */
public interface Inbox {

    /**
     * Stores events durably; returns when they are on disk. Those seen before are left out, and those of connections that
     * are not there.
     *
     * @throws InboxUnavailableException when they could not be stored, or not in time, or too many wait already
     */
    void append(List<NewEvent> events);

    /**
     * The events of friends of whom something is due, the longest waiting friend first. Of each friend all events are
     * taken, in the order of arrival and one after another, also those that are due later: a later event never passes an
     * earlier one. (Of one who has more than 300, the first 300.) Only what belongs to an origin that rests stays. They
     * remain in the inbox until they are settled; not taking them twice is up to the caller, the one owner of the portal.
     *
     * @param busy friends whose events are left out
     * @param limit at most so many events; friends whose events do not all have room are left out, but never the first
     */
    List<PendingEvent> take(UUID connectionId, Collection<String> busy, int limit);

    /**
     * The same of friends of whom something is due that has an origin that does not rest: it is done when friends' own acts
     * leave room.
     */
    List<PendingEvent> takeBackground(UUID connectionId, Collection<String> busy, int limit);

    /** Records what became of events, in one transaction. */
    void settle(Settlement settlement);

    /** What the connection's events of that kind waited for is there: they are due now. */
    void release(UUID connectionId, String waitsFor);

    /** Events waiting, and since when the longest waits. */
    Backlog backlog(UUID connectionId);

    /** The same of all connections that have anything here, in one look. */
    Map<UUID, Backlog> backlogs();

    /**
     * Events of friends that came in since that moment, whatever became of them; repeats count once. Known for three
     * days, by quarters of an hour.
     */
    long arrivedSince(UUID connectionId, Instant moment);

    /**
     * Events that can never be applied, the newest first.
     *
     * @param connectionIds of these connections
     * @param reason only those of that reason; empty: all
     * @param below only those with a smaller id; {@link Long#MAX_VALUE} to begin
     * @param limit at most so many
     */
    List<FailedEvent> failures(Collection<UUID> connectionIds, String reason, long below, int limit);

    /** The same of one connection, of all reasons. */
    default List<FailedEvent> failures(UUID connectionId, long below, int limit) {
        return failures(List.of(connectionId), "", below, limit);
    }

    /** How many failures those connections have of each reason, the most frequent first; reasons without any are left out. */
    Map<String, Long> failureCounts(Collection<UUID> connectionIds);

    /** The connection that a failure belongs to; empty when there is no such failure. */
    Optional<UUID> connectionOfFailure(long id);

    /**
     * Gives a failure back to the inbox.
     *
     * @return the connection it belongs to; empty when there is no such failure
     */
    Optional<UUID> retryFailure(long id);

    /**
     * Gives all failures of that reason in those connections back to the inbox.
     *
     * @return how many there were
     */
    int retryFailures(Collection<UUID> connectionIds, String reason);

    /** Deletes a failure; false when there is no such one. */
    boolean deleteFailure(long id);

    /** Deletes the failures of that reason that are about that HubSpot contact. */
    void dropFailures(UUID connectionId, String reason, String recordId);

    /**
     * HubSpot contacts were deleted, or merged into others: failures about them alone are dropped, those of friends in
     * whose way they stood go back to the inbox.
     */
    void contactsGone(UUID connectionId, Collection<String> recordIds);

    /**
     * Changes what waits or failed of a friend.
     *
     * @param payload gives back what it got where nothing is to change
     */
    void rewrite(UUID connectionId, String friend, UnaryOperator<byte[]> payload);

    /**
     * Forgets which events were seen before that moment: repeats of them would count as new.
     *
     * @param but connections of which nothing is forgotten
     */
    void forgetSeenBefore(Instant moment, Collection<UUID> but);

    /** Called after each append that brought something new, with the connections it was for. */
    void onArrival(ArrivalListener listener);

    /** Is told of arrivals. */
    @FunctionalInterface
    interface ArrivalListener {
        /** Events of the connection are on disk. Must return at once. */
        void arrived(UUID connectionId);
    }
}
