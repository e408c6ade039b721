package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresInboxTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static PostgresInbox inbox;
    private final UUID connectionId = TestInbox.connection(DATABASE.jdbc());

    @BeforeAll
    static void open() {
        inbox = TestInbox.inbox(DATABASE);
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
        assertThat(inbox.arrivedSince(connectionId, Instant.now().minusSeconds(3_600)))
                .isEqualTo(1);
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
        var other = TestInbox.connection(DATABASE.jdbc());
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
    void whoTakesAFriendsEventTakesAllThatFriendHasInTheOrderOfArrival() {
        inbox.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.later(inbox.take(connectionId, Set.of(), 10), Instant.now().plusSeconds(600), true);
        inbox.settle(settlement);
        assertThat(inbox.take(connectionId, Set.of(), 10)).isEmpty();
        inbox.append(List.of(event("a"), event("c"), event("a")));
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a", "a", "a", "c");
    }

    @Test
    void aLimitNeverCutsAFriendInTwo() {
        inbox.append(List.of(event("a"), event("b"), event("a"), event("b"), event("a"), event("b"), event("c")));
        assertThat(friends(inbox.take(connectionId, Set.of(), 5))).containsExactly("a", "a", "a");
        assertThat(friends(inbox.take(connectionId, Set.of(), 6))).containsExactly("a", "a", "a", "b", "b", "b");
    }

    @Test
    void ofAFriendWithEndlesslyManyTheFirstAreTakenAndTheOthersWaitWithThem() {
        var most = TakeEvents.MOST_OF_A_FRIEND;
        inbox.append(IntStream.range(0, most + 7).mapToObj(at -> event("a")).toList());
        var first = inbox.take(connectionId, Set.of(), 1_000);
        assertThat(first).hasSize(most);
        var settlement = new Settlement();
        settlement.later(first, Instant.now().plusSeconds(600), true);
        inbox.settle(settlement);
        assertThat(inbox.take(connectionId, Set.of(), 1_000)).isEmpty();
        // the next that arrives pulls the first ones along, not the last ones
        inbox.append(List.of(event("a")));
        assertThat(inbox.take(connectionId, Set.of(), 1_000))
                .extracting(PendingEvent::id)
                .isEqualTo(first.stream().map(PendingEvent::id).toList());
    }

    @Test
    void whatAFriendDoesPullsTheirImportAlongUnlessItRests() {
        var origins = TestInbox.origins(DATABASE);
        var origin = UUID.randomUUID();
        origins.open(origin, connectionId);
        origins.bring(origin, connectionId, List.of("a", "b"), new byte[] {1});
        inbox.append(List.of(event("a")));
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a", "a");
        assertThat(friends(inbox.takeBackground(connectionId, Set.of(), 10))).containsExactly("a", "a", "b");
        origins.pause(origin, true);
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a");
        assertThat(inbox.takeBackground(connectionId, Set.of(), 10)).isEmpty();
    }

    @Test
    void twoNodesThatStoreTheSameEventsInOppositeOrderDoNotBlockEachOther() {
        for (var round = 0; round < 10; round++) {
            var events = IntStream.range(0, 500)
                    .mapToObj(at -> encrypted("friend " + at))
                    .toList();
            atOnce(
                    () -> new AppendEvents(DATABASE.dataSource()).append(events),
                    () -> new AppendEvents(DATABASE.dataSource()).append(events.reversed()));
        }
        assertThat(inbox.backlog(connectionId).pending()).isEqualTo(5_000);
        assertThat(inbox.arrivedSince(connectionId, Instant.now().minusSeconds(3_600)))
                .isEqualTo(5_000);
    }

    @Test
    void whatIsSettledWhileAnImportIsCancelledOrSettledElsewhereDoesNotBlockEachOther() {
        var origins = TestInbox.origins(DATABASE);
        for (var round = 0; round < 10; round++) {
            var origin = UUID.randomUUID();
            origins.open(origin, connectionId);
            origins.bring(
                    origin,
                    connectionId,
                    IntStream.range(0, 300).mapToObj(at -> "friend " + at).toList(),
                    new byte[0]);
            var taken = inbox.takeBackground(connectionId, Set.of(), 300);
            var later = new Settlement();
            later.later(taken.reversed(), Instant.now(), true);
            var done = new Settlement();
            done.finish(taken, Settlement.Outcome.UPDATED);
            atOnce(() -> inbox.settle(later), () -> inbox.settle(done), () -> origins.drop(origin));
        }
        assertThat(inbox.backlog(connectionId).pending()).isZero();
    }

    private static void atOnce(Runnable... works) {
        try (var threads = Executors.newFixedThreadPool(works.length)) {
            var futures = Stream.of(works)
                    .map(work -> CompletableFuture.runAsync(work, threads))
                    .toList();
            futures.forEach(CompletableFuture::join);
        }
    }

    private EncryptedEvent encrypted(String friend) {
        return new EncryptedEvent(
                connectionId, UUID.randomUUID(), TestInbox.HASH.of(connectionId, friend), new byte[61], new byte[100]);
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
        assertThat(failures).extracting(FailedEvent::friend).containsExactly("b", "a");
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
        var other = TestInbox.connection(DATABASE.jdbc());
        inbox.append(List.of(event("a"), event("b"), new NewEvent(other, UUID.randomUUID(), "c", new byte[] {1})));
        var settlement = new Settlement();
        settlement.fail(inbox.take(connectionId, Set.of(), 1), "VALUE_REFUSED", "", "");
        settlement.fail(inbox.take(connectionId, Set.of("a"), 1), "UNREADABLE", "", "");
        settlement.fail(inbox.take(other, Set.of(), 1), "VALUE_REFUSED", "", "");
        inbox.settle(settlement);
        var both = List.of(connectionId, other);
        assertThat(inbox.failureCounts(both)).containsOnly(Map.entry("VALUE_REFUSED", 2L), Map.entry("UNREADABLE", 1L));
        assertThat(inbox.failures(both, "", Long.MAX_VALUE, 10))
                .extracting(FailedEvent::friend)
                .containsExactly("c", "b", "a");
        assertThat(inbox.failures(both, "VALUE_REFUSED", Long.MAX_VALUE, 10))
                .extracting(FailedEvent::friend)
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
    void aDeletedConnectionLeavesNothingAndWhatArrivesForItIsOfNoUse() {
        var other = TestInbox.connection(DATABASE.jdbc());
        inbox.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(inbox.take(connectionId, Set.of("b"), 10), "VALUE_REFUSED", "", "");
        inbox.settle(settlement);
        var underWay = inbox.take(connectionId, Set.of(), 10);
        DATABASE.jdbc()
                .sql("delete from connection where id = ?")
                .param(connectionId)
                .update();
        for (var table : List.of("inbox", "failure", "seen_event", "inbox_count", "failure_count", "arrival_count")) {
            assertThat(DATABASE.jdbc()
                            .sql("select count(*) from %s where connection_id = ?".formatted(table))
                            .param(connectionId)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        inbox.append(List.of(event("c"), TestInbox.event(other, "d")));
        assertThat(friends(inbox.take(other, Set.of(), 10))).containsExactly("d");
        // a batch of it may still be under way
        var late = new Settlement();
        late.follow(underWay, new byte[0], Instant.now(), Settlement.Outcome.CREATED);
        late.fail(underWay, "VALUE_REFUSED", "", "");
        late.later(underWay, Instant.now(), true);
        inbox.settle(late);
        assertThat(inbox.backlog(connectionId)).isEqualTo(new Backlog(0, 0, 0));
    }

    @Test
    void aConnectionThatIsBeingDeletedHoldsUpNobodyElse() throws SQLException {
        var other = TestInbox.connection(DATABASE.jdbc());
        try (var deletion = DATABASE.dataSource().getConnection();
                var statement = deletion.prepareStatement("delete from connection where id = ?")) {
            deletion.setAutoCommit(false);
            statement.setObject(1, connectionId);
            statement.executeUpdate();
            inbox.append(List.of(TestInbox.event(other, "d")));
            var mixed = List.of(event("a"), TestInbox.event(other, "e"));
            assertThatThrownBy(() -> inbox.append(mixed)).isInstanceOf(InboxUnavailableException.class);
            deletion.rollback();
            // told to come again, so it does; the other's is a repeat by now
            inbox.append(mixed);
        }
        assertThat(friends(inbox.take(other, Set.of(), 10))).containsExactly("d", "e");
        assertThat(friends(inbox.take(connectionId, Set.of(), 10))).containsExactly("a");
        assertThat(inbox.isWriting()).isTrue();
    }

    @Test
    void aClosedInboxTurnsAway() {
        var closed = TestInbox.inbox(DATABASE);
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
        return TestInbox.event(connectionId, friend);
    }

    private static List<String> friends(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::friend).toList();
    }
}
