package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.support.JdbcTransactionManager;

class PostgresInboxTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static PostgresInbox inbox;
    private final UUID connectionId = UUID.randomUUID();

    @BeforeAll
    static void open() {
        inbox = new PostgresInbox(DATABASE.dataSource(), new JdbcTransactionManager(DATABASE.dataSource()));
    }

    @AfterAll
    static void close() {
        inbox.destroy();
    }

    @Test
    void whatWasAppendedIsTakenInItsOrder() {
        inbox.append(List.of(event("a"), event("b")));
        inbox.append(List.of(event("c")));
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a", "b", "c");
    }

    @Test
    void aRepeatIsSwallowedInOneBodyAcrossBodiesAndAfterItsWorkIsDone() {
        var event = event("a");
        inbox.append(List.of(event, event));
        inbox.append(List.of(event));
        var taken = inbox.take(connectionId, Set.of(), 10);
        assertThat(taken).hasSize(1);
        var settlement = new Settlement();
        settlement.finish(taken, Settlement.Outcome.CREATED);
        inbox.settle(settlement);
        inbox.append(List.of(event));
        assertThat(inbox.take(connectionId, Set.of(), 10)).isEmpty();
    }

    @Test
    void theSameIdOnAnotherConnectionIsAnotherEvent() {
        var event = event("a");
        var other = UUID.randomUUID();
        inbox.append(List.of(event, new NewEvent(other, event.eventId(), "a", event.payload())));
        assertThat(inbox.take(connectionId, Set.of(), 10)).hasSize(1);
        assertThat(inbox.take(other, Set.of(), 10)).hasSize(1);
    }

    @Test
    void manyRequestsAtOnceAreAllStored() {
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500).forEach(at -> requests.execute(() -> inbox.append(List.of(event("friend " + at)))));
        }
        assertThat(inbox.backlog(connectionId).pending()).isEqualTo(500);
    }

    @Test
    void busyFriendsAreLeftOut() {
        inbox.append(List.of(event("a"), event("b")));
        assertThat(friends(inbox.take(connectionId, Set.of("a"), 10))).containsExactly("b");
    }

    @Test
    void whatIsPutOffIsNotTakenBeforeItsTime() {
        inbox.append(List.of(event("a"), event("b")));
        var taken = inbox.take(connectionId, Set.of(), 10);
        var settlement = new Settlement();
        settlement.later(taken.subList(0, 1), Instant.now().plusSeconds(600), true);
        settlement.later(taken.subList(1, 2), Instant.now().minusSeconds(1), true);
        inbox.settle(settlement);
        assertThat(inbox.take(connectionId, Set.of(), 10))
                .singleElement()
                .satisfies(event -> assertThat(event.attempts()).isEqualTo(1));
        assertThat(inbox.backlog(connectionId).pending()).isEqualTo(2);
    }

    @Test
    void aFailureIsListedRetriedAndDeleted() {
        inbox.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(inbox.take(connectionId, Set.of(), 10), "VALUE_REFUSED", "in HubSpot's words", "");
        inbox.settle(settlement);
        assertThat(inbox.backlog(connectionId)).isEqualTo(new Backlog(0, 0, 2));
        assertThat(inbox.backlogs()).containsEntry(connectionId, new Backlog(0, 0, 2));
        var failures = inbox.failures(connectionId, Long.MAX_VALUE, 10);
        assertThat(failures).extracting(Failure::friend).containsExactly("b", "a");
        assertThat(inbox.failures(connectionId, failures.getFirst().id(), 10)).hasSize(1);
        assertThat(inbox.retryFailure(failures.getFirst().id())).contains(connectionId);
        assertThat(inbox.retryFailure(failures.getFirst().id())).isEmpty();
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("b");
        assertThat(inbox.deleteFailure(failures.getLast().id())).isTrue();
        assertThat(inbox.deleteFailure(failures.getLast().id())).isFalse();
        assertThat(inbox.backlog(connectionId).failed()).isZero();
    }

    @Test
    void failuresOfSeveralConnectionsAreCountedNarrowedAndRetriedByReason() {
        var other = UUID.randomUUID();
        inbox.append(List.of(event("a"), event("b"), new NewEvent(other, UUID.randomUUID(), "c", new byte[] {1})));
        var settlement = new Settlement();
        settlement.fail(inbox.take(connectionId, Set.of(), 1), "VALUE_REFUSED", "", "");
        settlement.fail(inbox.take(connectionId, Set.of("a"), 1), "UNREADABLE", "", "");
        settlement.fail(inbox.take(other, Set.of(), 1), "VALUE_REFUSED", "", "");
        inbox.settle(settlement);
        var both = List.of(connectionId, other);
        assertThat(inbox.failureCounts(both)).containsOnly(Map.entry("VALUE_REFUSED", 2L), Map.entry("UNREADABLE", 1L));
        assertThat(inbox.failures(both, "", Long.MAX_VALUE, 10))
                .extracting(Failure::friend)
                .containsExactly("c", "b", "a");
        assertThat(inbox.failures(both, "VALUE_REFUSED", Long.MAX_VALUE, 10))
                .extracting(Failure::friend)
                .containsExactly("c", "a");
        assertThat(inbox.failures(List.of(), "", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(inbox.retryFailures(List.of(connectionId), "VALUE_REFUSED")).isEqualTo(1);
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a");
        assertThat(inbox.failureCounts(both)).containsOnly(Map.entry("VALUE_REFUSED", 1L), Map.entry("UNREADABLE", 1L));
    }

    @Test
    void workThatFollowsTakesThePlaceOfTheEvents() {
        inbox.append(List.of(event("a"), event("a")));
        var settlement = new Settlement();
        settlement.follow(
                inbox.take(connectionId, Set.of(), 10),
                "{}".getBytes(StandardCharsets.UTF_8),
                Instant.now(),
                Settlement.Outcome.CREATED);
        inbox.settle(settlement);
        assertThat(inbox.take(connectionId, Set.of(), 10))
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).asString().isEqualTo("{}"));
    }

    @Test
    void whoeverListensIsToldOfArrivals() {
        var told = new ConcurrentLinkedQueue<UUID>();
        inbox.onArrival(told::add);
        inbox.append(List.of(event("a")));
        assertThat(told).contains(connectionId);
    }

    @Test
    void whatWasSeenIsForgottenInTheEnd() {
        inbox.append(List.of(event("a")));
        inbox.forgetSeenBefore(Instant.now().plusSeconds(60), List.of());
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from seen_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDroppedConnectionLeavesNothing() {
        inbox.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(inbox.take(connectionId, Set.of("b"), 10), "VALUE_REFUSED", "", "");
        inbox.settle(settlement);
        inbox.drop(connectionId);
        assertThat(inbox.backlog(connectionId)).isEqualTo(new Backlog(0, 0, 0));
    }

    @Test
    void aClosedInboxTurnsAway() {
        var closed = new PostgresInbox(DATABASE.dataSource(), new JdbcTransactionManager(DATABASE.dataSource()));
        closed.destroy();
        assertThatThrownBy(() -> closed.append(List.of(event("a")))).isInstanceOf(InboxUnavailableException.class);
    }

    @Test
    void oneNodeOwnsAPortalUntilItsSessionEnds() {
        var one = new PortalOwnership(DATABASE.dataSource());
        var other = new PortalOwnership(DATABASE.dataSource());
        assertThat(one.own(42)).isTrue();
        assertThat(one.own(42)).isTrue();
        assertThat(other.own(42)).isFalse();
        assertThat(other.own(43)).isTrue();
        one.destroy();
        assertThat(other.own(42)).isTrue();
        other.destroy();
    }

    private NewEvent event(String friend) {
        return new NewEvent(
                connectionId, UUID.randomUUID(), friend, "{\"type\":\"follow\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> friends(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::friend).toList();
    }
}
