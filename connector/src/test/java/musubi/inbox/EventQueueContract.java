package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link EventQueue} promises. */
public abstract class EventQueueContract extends InboxContract {

    protected EventQueueContract(InboxUnderTest inbox) {
        super(inbox);
    }

    @Test
    void whatWasAppendedIsTakenInItsOrder() {
        queue.append(List.of(event("a"), event("b")));
        queue.append(List.of(event("c")));
        assertThat(friends(take())).containsExactly("a", "b", "c");
        assertThat(take()).extracting(PendingEvent::id).isSorted();
    }

    @Test
    void eachKindComesBackWithItsPayload() {
        var payloads = new ArrayList<EventPayload>();
        for (var kind : EventKind.values()) {
            payloads.add(payload(kind, "{\"name\":\"さくら %s\"}".formatted(kind)));
        }
        queue.append(payloads.stream()
                .map(payload -> new NewEvent(connectionId, UUID.randomUUID(), "a", payload))
                .toList());
        assertThat(take()).extracting(PendingEvent::payload).isEqualTo(payloads);
    }

    @Test
    void aRepeatIsLeftOutInOneRequestAcrossRequestsAndAfterItsWorkIsDone() {
        var event = event("a");
        queue.append(List.of(event, event));
        queue.append(List.of(event));
        assertThat(inbox.seen().arrivedSince(connectionId, Instant.now().minusSeconds(3_600)))
                .isEqualTo(1);
        var taken = take();
        assertThat(taken).hasSize(1);
        var settlement = new Settlement();
        settlement.finish(taken, Settlement.Outcome.CREATED);
        queue.settle(settlement);
        queue.append(List.of(event));
        assertThat(take()).isEmpty();
    }

    @Test
    void whatIsAppendedAlongIsThereIfAndOnlyIfTheTransactionIs() {
        var arrived = new ConcurrentLinkedQueue<UUID>();
        queue.onArrival(arrived::add);
        assertThatThrownBy(() -> queue.appendAlong(List.of(event("a")))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> inbox.inTransaction(() -> {
                    queue.appendAlong(List.of(event("a")));
                    throw new IllegalArgumentException("undone");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(take()).isEmpty();
        assertThat(arrived).isEmpty();
        var event = event("b");
        inbox.inTransaction(() -> queue.appendAlong(List.of(event)));
        inbox.inTransaction(() -> queue.appendAlong(List.of(event)));
        assertThat(friends(take())).containsExactly("b");
        assertThat(arrived).contains(connectionId);
    }

    @Test
    void theSameIdOnAnotherConnectionIsAnotherEvent() {
        var event = event("a");
        var other = inbox.connection();
        queue.append(List.of(event, new NewEvent(other, event.eventId(), "a", event.payload())));
        assertThat(take()).hasSize(1);
        assertThat(queue.take(other, Set.of(), 10)).hasSize(1);
    }

    @Test
    void manyRequestsAtOnceAreAllStored() {
        try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500).forEach(at -> requests.execute(() -> queue.append(List.of(event("friend " + at)))));
        }
        assertThat(queue.backlog(connectionId).pending()).isEqualTo(500);
    }

    @Test
    void busyFriendsAreLeftOut() {
        queue.append(List.of(event("a"), event("b")));
        assertThat(friends(queue.take(connectionId, Set.of("a"), 10))).containsExactly("b");
    }

    @Test
    void whatIsPutOffIsNotTakenBeforeItsTime() {
        queue.append(List.of(event("a"), event("b")));
        var taken = take();
        var settlement = new Settlement();
        settlement.later(taken.subList(0, 1), Instant.now().plusSeconds(600), true);
        settlement.later(taken.subList(1, 2), Instant.now().minusSeconds(1), true);
        queue.settle(settlement);
        assertThat(take())
                .singleElement()
                .satisfies(event -> assertThat(event.attempts()).isEqualTo(1));
        assertThat(queue.backlog(connectionId).pending()).isEqualTo(2);
    }

    @Test
    void withADueEventAllOfThatFriendAreTakenInTheOrderOfArrival() {
        queue.append(List.of(event("a"), event("b")));
        postpone();
        assertThat(take()).isEmpty();
        queue.append(List.of(event("a"), event("c"), event("a")));
        assertThat(friends(take())).containsExactly("a", "a", "a", "c");
    }

    @Test
    void aLimitNeverCutsAFriendInTwo() {
        queue.append(List.of(event("a"), event("b"), event("a"), event("b"), event("a"), event("b"), event("c")));
        assertThat(friends(queue.take(connectionId, Set.of(), 5))).containsExactly("a", "a", "a");
        assertThat(friends(queue.take(connectionId, Set.of(), 6))).containsExactly("a", "a", "a", "b", "b", "b");
    }

    @Test
    void ofAFriendWithEndlesslyManyTheFirstAreTakenAndTheOthersWaitWithThem() {
        var most = EventQueue.MAX_OF_A_FRIEND;
        queue.append(IntStream.range(0, most + 7).mapToObj(at -> event("a")).toList());
        var first = take();
        assertThat(first).hasSize(most);
        postpone();
        assertThat(take()).isEmpty();
        // the next that arrives pulls the first ones along, not the last ones
        queue.append(List.of(event("a")));
        assertThat(take())
                .extracting(PendingEvent::id)
                .isEqualTo(first.stream().map(PendingEvent::id).toList());
    }

    @Test
    void workThatFollowsTakesThePlaceOfTheEvents() {
        queue.append(List.of(event("a"), event("a")));
        var taken = take();
        var settlement = new Settlement();
        settlement.follow(
                taken,
                payload(EventKind.COMPLETE_PROFILE, "{\"a\":1}"),
                Instant.now().minusSeconds(1),
                Settlement.Outcome.CREATED);
        queue.settle(settlement);
        assertThat(take()).singleElement().satisfies(event -> {
            assertThat(event.friend()).isEqualTo("a");
            assertThat(event.payload()).isEqualTo(payload(EventKind.COMPLETE_PROFILE, "{\"a\":1}"));
            assertThat(event.receivedAt()).isEqualTo(taken.getFirst().receivedAt());
        });
    }

    @Test
    void whatWaitsForSomethingIsDueWhenThatIsThere() {
        queue.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        var later = Instant.now().plusSeconds(600);
        settlement.later(queue.take(connectionId, Set.of("b"), 10), later, false, "PROFILE");
        settlement.later(queue.take(connectionId, Set.of("a"), 10), later, false);
        queue.settle(settlement);
        queue.release(connectionId, "SOMETHING_ELSE");
        assertThat(take()).isEmpty();
        queue.release(connectionId, "PROFILE");
        assertThat(take()).singleElement().satisfies(event -> {
            assertThat(event.friend()).isEqualTo("a");
            assertThat(event.attempts()).isZero();
        });
    }

    @Test
    void aSettlementAndTheWorkThatBelongsToItAreDoneTogetherOrNotAtAll() {
        queue.append(List.of(event("a")));
        var settlement = new Settlement();
        settlement.finish(take(), Settlement.Outcome.CREATED);
        var job = UUID.randomUUID();
        assertThatThrownBy(() -> queue.settle(settlement, () -> {
                    inbox.jobs().open(job, connectionId);
                    throw new IllegalStateException("after the settlement");
                }))
                .hasMessage("after the settlement");
        assertThat(friends(take())).containsExactly("a");
        assertThat(inbox.jobs().progress(List.of(job))).isEmpty();
        queue.settle(settlement, () -> inbox.jobs().open(job, connectionId));
        assertThat(take()).isEmpty();
        assertThat(inbox.jobs().progress(List.of(job))).containsKey(job);
    }

    @Test
    void aRewriteChangesTheEventsOfOneFriendAndKindAlone() {
        queue.append(List.of(
                new NewEvent(connectionId, UUID.randomUUID(), "a", payload(EventKind.MESSAGE, "secret")),
                new NewEvent(connectionId, UUID.randomUUID(), "a", payload(EventKind.POSTBACK, "secret")),
                new NewEvent(connectionId, UUID.randomUUID(), "b", payload(EventKind.MESSAGE, "secret"))));
        queue.rewrite(connectionId, "a", EventKind.MESSAGE, ignored -> "gone".getBytes(StandardCharsets.UTF_8));
        assertThat(take())
                .extracting(event -> new String(event.payload().json(), StandardCharsets.UTF_8))
                .containsExactly("gone", "secret", "secret");
    }

    @Test
    void listenersHearOfArrivals() {
        var heard = new ConcurrentLinkedQueue<UUID>();
        queue.onArrival(heard::add);
        queue.append(List.of(event("a")));
        assertThat(heard).contains(connectionId);
    }

    @Test
    void aDeletedConnectionLeavesNothingAndWhatArrivesForItIsLeftOut() {
        var other = inbox.connection();
        queue.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(queue.take(connectionId, Set.of("b"), 10), "VALUE_REFUSED", "", "");
        queue.settle(settlement);
        var underWay = take();
        inbox.deleteConnection(connectionId);
        queue.append(List.of(event("c"), event(other, "d")));
        assertThat(friends(queue.take(other, Set.of(), 10))).containsExactly("d");
        // a batch of it may still be under way
        var late = new Settlement();
        late.follow(underWay, payload(EventKind.TASK, "{}"), Instant.now(), Settlement.Outcome.CREATED);
        late.fail(underWay, "VALUE_REFUSED", "", "");
        late.later(underWay, Instant.now(), true);
        queue.settle(late);
        assertThat(queue.backlog(connectionId)).isEqualTo(new Backlog(0, 0, 0));
        assertThat(queue.backlogs()).doesNotContainKey(connectionId).containsKey(other);
    }
}
