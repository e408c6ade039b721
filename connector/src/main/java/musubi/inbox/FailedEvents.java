package musubi.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Events that cannot be applied, until a person retries or deletes them. {@link Settlement#fail} puts them here. They are deleted with
 * their connection.
 */
public interface FailedEvents {

    /**
     * The newest first.
     *
     * @param connectionIds of these connections
     * @param reason only those with that reason; empty: all
     * @param below only those with a smaller id; {@link Long#MAX_VALUE} to begin
     * @param limit at most so many
     */
    List<FailedEvent> page(Collection<UUID> connectionIds, String reason, long below, int limit);

    /** The same for one connection and all reasons. */
    default List<FailedEvent> page(UUID connectionId, long below, int limit) {
        return page(List.of(connectionId), "", below, limit);
    }

    /**
     * One entry for a friend and a reason, by the newest failure of each, the newest first.
     *
     * @param connectionIds of these connections
     * @param reasons only those with one of these reasons
     * @param below only entries whose newest failure has a smaller id; {@link Long#MAX_VALUE} to begin
     * @param limit at most so many of each reason
     */
    List<FriendFailures> friends(Collection<UUID> connectionIds, Collection<String> reasons, long below, int limit);

    /** Those with these ids that belong to these connections, in no order. */
    List<FailedEvent> find(Collection<UUID> connectionIds, Collection<Long> ids);

    /**
     * Retries failures, and all others of the same friend for the same reason.
     *
     * @param connectionIds ids of failures of other connections are ignored
     * @return how many events are retried, by connection
     */
    Map<UUID, Long> retryAlike(Collection<UUID> connectionIds, Collection<Long> ids);

    /** Deletes failures, as {@link #retryAlike} retries them. */
    Map<UUID, Long> deleteAlike(Collection<UUID> connectionIds, Collection<Long> ids);

    /** How many those connections have by reason, the most frequent first; reasons without any are left out. */
    Map<String, Long> counts(Collection<UUID> connectionIds);

    /** The same for each connection, in one query; connections without any are left out. */
    Map<UUID, Map<String, Long>> countsByConnection(Collection<UUID> connectionIds);

    /** The connection that a failed event belongs to; empty when there is no such event. */
    Optional<UUID> connectionOf(long id);

    /**
     * Moves a failed event back to the queue, where it counts as tried once.
     *
     * @return the connection it belongs to; empty when there is no such event
     */
    Optional<UUID> retry(long id);

    /**
     * The same for all with that reason in those connections.
     *
     * @return how many there were
     */
    int retryAll(Collection<UUID> connectionIds, String reason);

    /** Deletes one; false when there is none with that id. */
    boolean delete(long id);

    /** Deletes those with that reason that are about that HubSpot contact. Takes part in the caller's transaction. */
    void deleteAbout(UUID connectionId, String reason, String recordId);

    /**
     * HubSpot contacts were deleted, or merged into others: failures about them alone are deleted, those of friends in whose way
     * they stood go back to the queue, as if they had not been tried.
     */
    void contactsGone(UUID connectionId, Collection<String> recordIds);

    /**
     * Changes the payloads of a friend's failed events of that kind.
     *
     * @param json returns what it got where nothing is to change
     */
    void rewrite(UUID connectionId, String friend, EventKind kind, UnaryOperator<byte[]> json);
}
