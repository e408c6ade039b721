package musubi.sandbox.line.account;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.ReceivedMessage;

/**
 * What arrived on a person's phone: the newest few calls as they were, and the number of all. Holds bytes that everybody reached by one call
 * shares, so that a million people cost little.
 */
final class Phone {

    /** Calls whose messages are kept. */
    static final int KEPT = 20;

    // none for those who never got anything
    private final ArrayDeque<Call> newest = new ArrayDeque<>(2);
    private int calls;

    /**
     * What one call brought.
     *
     * @param messages a JSON array
     * @param unit in which it is counted; empty: in none
     */
    record Call(Instant at, byte[] messages, String unit) {
        Stream<ReceivedMessage> all() {
            return Json.read(messages).valueStream().map(message -> new ReceivedMessage(at, message));
        }
    }

    synchronized void receive(Instant at, byte[] messages, String unit) {
        calls++;
        newest.addLast(new Call(at, messages, unit));
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    synchronized int calls() {
        return calls;
    }

    /** The newest ones, the oldest first. */
    synchronized List<Call> kept() {
        return List.copyOf(newest);
    }

    synchronized List<ReceivedMessage> newest() {
        return newest.stream().flatMap(Call::all).toList();
    }
}
