package musubi.inbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import musubi.inbox.EventKind;
import musubi.inbox.EventQueue;
import musubi.inbox.InboxUnavailableException;
import musubi.inbox.NewEvent;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables and locks: what is not part of the contract, but of this implementation. */
class PostgresInboxTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    private final EventQueue queue = INBOX.queue();
    private final UUID connectionId = INBOX.connection();

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @Test
    void twoNodesThatStoreTheSameEventsInOppositeOrderDoNotBlockEachOther() {
        var append = new AppendEvents(DATABASE.dataSource());
        for (var round = 0; round < 10; round++) {
            var events = IntStream.range(0, 500)
                    .mapToObj(at -> encrypted("friend " + at))
                    .toList();
            try (var threads = Executors.newFixedThreadPool(2)) {
                var one = CompletableFuture.runAsync(() -> append.append(events), threads);
                CompletableFuture.runAsync(() -> append.append(events.reversed()), threads)
                        .join();
                one.join();
            }
        }
        assertThat(queue.backlog(connectionId).pending()).isEqualTo(5_000);
        assertThat(INBOX.seen().arrivedSince(connectionId, Instant.now().minusSeconds(3_600)))
                .isEqualTo(5_000);
    }

    private EncryptedEvent encrypted(String friend) {
        return new EncryptedEvent(
                connectionId,
                UUID.randomUUID(),
                TestInbox.HASH.of(connectionId, friend),
                new byte[61],
                EventKind.FOLLOW,
                new byte[100]);
    }

    @Test
    void aDeletedConnectionLeavesNoRows() {
        queue.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(queue.take(connectionId, Set.of("b"), 10), "VALUE_REFUSED", "", "");
        queue.settle(settlement);
        INBOX.deleteConnection(connectionId);
        for (var table : List.of("inbox", "failure", "seen_event", "inbox_count", "failure_count", "arrival_count")) {
            assertThat(DATABASE.jdbc()
                            .sql("select count(*) from %s where connection_id = ?".formatted(table))
                            .param(connectionId)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aConnectionThatIsBeingDeletedHoldsUpNobodyElse() throws SQLException {
        var other = INBOX.connection();
        try (var deletion = DATABASE.dataSource().getConnection();
                var statement = deletion.prepareStatement("delete from connection where id = ?")) {
            deletion.setAutoCommit(false);
            statement.setObject(1, connectionId);
            statement.executeUpdate();
            queue.append(List.of(TestInbox.event(other, "d")));
            var mixed = List.of(event("a"), TestInbox.event(other, "e"));
            assertThatThrownBy(() -> queue.append(mixed)).isInstanceOf(InboxUnavailableException.class);
            deletion.rollback();
            // the sender was asked to come again, and does; the other's is a repeat by now
            queue.append(mixed);
        }
        assertThat(friends(queue.take(other, Set.of(), 10))).containsExactly("d", "e");
        assertThat(friends(queue.take(connectionId, Set.of(), 10))).containsExactly("a");
        assertThat(INBOX.isWriting()).isTrue();
    }

    @Test
    void aKindOfALaterVersionIsUnknownAndNotLost() {
        queue.append(List.of(event("a")));
        DATABASE.jdbc()
                .sql("update inbox set kind = 'FROM_THE_FUTURE' where connection_id = ?")
                .param(connectionId)
                .update();
        assertThat(queue.take(connectionId, Set.of(), 10))
                .singleElement()
                .satisfies(event -> assertThat(event.payload().kind()).isEqualTo(EventKind.UNKNOWN));
        var settlement = new Settlement();
        settlement.fail(queue.take(connectionId, Set.of(), 10), "UNREADABLE", "", "");
        queue.settle(settlement);
        assertThat(DATABASE.jdbc()
                        .sql("select kind from failure where connection_id = ?")
                        .param(connectionId)
                        .query(String.class)
                        .single())
                .isEqualTo("FROM_THE_FUTURE");
    }

    @Test
    void aClosedQueueRefusesEvents() {
        var closed = TestInbox.on(DATABASE);
        closed.close();
        assertThatThrownBy(() -> closed.queue().append(List.of(event("a"))))
                .isInstanceOf(InboxUnavailableException.class);
    }

    private NewEvent event(String friend) {
        return TestInbox.event(connectionId, friend);
    }

    private static List<String> friends(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::friend).toList();
    }
}
