package musubi.sync;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import musubi.contact.LineUserId;
import musubi.inbox.EventKind;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvents;
import musubi.inbox.FriendHash;
import musubi.inbox.MessageTakenBack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Messages that friends took back: waiting and failed events lose their text, and the ids are remembered for three days, for a message
 * that arrives after the event that takes it back (docs/adr/0029).
 */
@Component
class TakenBackMessages implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TakenBackMessages.class);
    private static final int MAX_WAITING = 1_000;

    /** A choice holds without its words. */
    private static final List<EventKind> WITH_TEXT = List.of(EventKind.MESSAGE, EventKind.OPT_OUT, EventKind.OPT_IN);

    private final JdbcClient jdbc;
    private final EventQueue queue;
    private final FailedEvents failures;
    private final FriendHash hash;
    /** What exceeds the limit is done when the event itself is applied. */
    private final ThreadPoolExecutor arrivals = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("taken-back").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    TakenBackMessages(DataSource dataSource, EventQueue queue, FailedEvents failures, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.queue = queue;
        this.failures = failures;
        this.hash = hash;
    }

    /** At once: the text shall not wait until HubSpot answers, or until a paused connection is resumed. */
    @EventListener
    void arrived(MessageTakenBack event) {
        LineUserId.parse(event.friend())
                .ifPresent(friend -> arrivals.execute(() -> {
                    try {
                        takeBack(event.connectionId(), friend, Set.of(event.messageId()));
                    } catch (DataAccessException e) {
                        LOG.info(
                                "A message taken back keeps its text until it is applied: {}",
                                e.getClass().getSimpleName());
                    }
                }));
    }

    /** Remembers them, and removes their texts from waiting and failed events. */
    void takeBack(UUID connectionId, LineUserId friend, Set<String> messageIds) {
        jdbc.sql("""
                        insert into taken_back (connection_id, message_hash)
                        select connection.id, message_hash
                        from connection, unnest(?::uuid[]) as taken (message_hash)
                        where connection.id = ? order by message_hash
                        on conflict (connection_id, message_hash) do update set noted_at = now()
                        """)
                .params(
                        messageIds.stream()
                                .map(messageId -> hash(connectionId, friend, messageId))
                                .toArray(UUID[]::new),
                        connectionId)
                .update();
        UnaryOperator<byte[]> withoutThem = json -> Payload.without(messageIds, json);
        for (var kind : WITH_TEXT) {
            queue.rewrite(connectionId, friend.value(), kind, withoutThem);
            failures.rewrite(connectionId, friend.value(), kind, withoutThem);
        }
    }

    /** Which of these friends took back the message that is their last reply, each with its id. */
    Map<LineUserId, Set<String>> among(UUID connectionId, Map<LineUserId, String> messageIds) {
        if (messageIds.isEmpty()) {
            return Map.of();
        }
        var byHash = new HashMap<UUID, LineUserId>();
        messageIds.forEach((friend, messageId) -> byHash.put(hash(connectionId, friend, messageId), friend));
        var found = new HashSet<>(
                jdbc.sql("select message_hash from taken_back where connection_id = ? and message_hash = any (?)")
                        .params(connectionId, byHash.keySet().toArray(UUID[]::new))
                        .query(UUID.class)
                        .list());
        var taken = new HashMap<LineUserId, Set<String>>();
        byHash.forEach((hash, friend) -> {
            var messageId = messageIds.get(friend);
            if (messageId != null && found.contains(hash)) {
                taken.put(friend, Set.of(messageId));
            }
        });
        return taken;
    }

    /** Forgets those noted before that moment, except those of some connections. */
    void forgetBefore(Instant moment, Collection<UUID> except) {
        jdbc.sql("delete from taken_back where noted_at < ? and connection_id <> all (?)")
                .params(moment.atOffset(ZoneOffset.UTC), except.toArray(UUID[]::new))
                .update();
    }

    private UUID hash(UUID connectionId, LineUserId friend, String messageId) {
        return hash.of(connectionId, "message " + friend.value() + " " + messageId);
    }

    @Override
    public void destroy() {
        arrivals.shutdown();
    }
}
