package musubi.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What the tests of the contract share. Each test has a connection of its own. */
public abstract class InboxContract {

    final InboxUnderTest inbox;
    final EventQueue queue;
    final UUID connectionId;

    /** @param inbox the same for all tests of a class */
    InboxContract(InboxUnderTest inbox) {
        this.inbox = inbox;
        this.queue = inbox.queue();
        this.connectionId = inbox.connection();
    }

    final NewEvent event(String friend) {
        return event(connectionId, friend);
    }

    static NewEvent event(UUID connectionId, String friend) {
        return new NewEvent(connectionId, UUID.randomUUID(), friend, payload(EventKind.FOLLOW, "{}"));
    }

    static EventPayload payload(EventKind kind, String json) {
        return new EventPayload(kind, json.getBytes(StandardCharsets.UTF_8));
    }

    final List<PendingEvent> take() {
        return queue.take(connectionId, Set.of(), 1_000);
    }

    final List<PendingEvent> takeBackground() {
        return queue.takeBackground(connectionId, Set.of(), 1_000);
    }

    /** Puts all that is due off for ten minutes. */
    final void postpone() {
        var settlement = new Settlement();
        settlement.later(take(), Instant.now().plusSeconds(600), true);
        queue.settle(settlement);
    }

    static List<String> friends(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::friend).toList();
    }

    static void atOnce(Runnable... works) {
        try (var threads = Executors.newFixedThreadPool(works.length)) {
            var futures = Stream.of(works)
                    .map(work -> CompletableFuture.runAsync(work, threads))
                    .toList();
            futures.forEach(CompletableFuture::join);
        }
    }
}
