package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineFailure.Code;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.http.CallTimeouts;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose call goes next while more wait than the rate limit allows. */
class SendTurnsTests {

    /** Few, so that calls wait for this rate and not for a busy machine. */
    private static final int PER_SECOND = 100;

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 1);
    private final Channel channel = line.addChannel(ChannelOptions.named("Shop"));
    private final LineClient client = new LineClient(
            new LineSettings(line.url(), line.url(), 2_000, PER_SECOND, 200),
            new SimpleMeterRegistry(),
            Traces.OFF,
            Clock.systemUTC(),
            new CallTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30)));
    private final LineMessages messages = new LineMessages(client);
    private final LineChannel account =
            new LineChannel(UUID.randomUUID().toString(), new LongLived(channel.accessToken()));
    private final byte[] body = "{\"to\": \"%s\", \"messages\": [{\"type\": \"text\", \"text\": \"A\"}]}"
            .formatted(channel.newUser("花子").userId())
            .getBytes(StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        client.close();
        line.close();
    }

    private CompletableFuture<SendOutcome> push(SendShare share) {
        return messages.push(account, share, UUID.randomUUID(), body);
    }

    /** A broadcast of thousands: whenever there is room, it gives the next calls. */
    private final class Sending {
        private final SendShare share = SendShare.of(UUID.randomUUID());
        private final AtomicInteger left = new AtomicInteger(3_000);
        private final AtomicInteger accepted = new AtomicInteger();
        private final Queue<SendOutcome> others = new ConcurrentLinkedQueue<>();

        synchronized void go() {
            while (left.get() > 0 && messages.pushRoom(account, share) > 0) {
                left.decrementAndGet();
                var ignored = push(share).thenAccept(outcome -> {
                    if (outcome instanceof Accepted) {
                        accepted.incrementAndGet();
                    } else {
                        others.add(outcome);
                    }
                    go();
                });
            }
        }
    }

    @Test
    void aTestIsNotBehindABroadcastOfThousands() {
        var sending = new Sending();
        sending.go();
        // but for those that were answered this moment
        assertThat(messages.pushRoom(account, sending.share)).isLessThan(50);
        var before = sending.accepted.get();
        assertThat(push(SendShare.ahead(UUID.randomUUID())).join()).isEqualTo(new Accepted(false));
        // hundreds waited before it; only those on their way when it came were answered meanwhile
        assertThat(sending.accepted.get() - before).isLessThan(100);
        assertThat(sending.left.get()).isPositive();
        assertThat(sending.others).isEmpty();
    }

    @Test
    void aSmallBroadcastGetsAsMuchAsALargeOne() {
        var large = new Sending();
        large.go();
        var small = SendShare.of(UUID.randomUUID());
        assertThat(messages.pushRoom(account, small)).isBetween(1, 256);
        var before = large.accepted.get();
        var sent = IntStream.range(0, 100).mapToObj(_ -> push(small)).toList();
        assertThat(sent.stream().map(CompletableFuture::join)).containsOnly(new Accepted(false));
        // the large one took a call for each of the small one's, and what was on its way already
        assertThat(large.accepted.get() - before).isBetween(20, 300);
        assertThat(large.others).isEmpty();
    }

    @Test
    void whatHasNoRoomIsNotSentAndHundredsAtMostAreHeld() {
        line.faults().add(Fault.of(Fault.Kind.HANG, "POST", "/v2/bot/message/push", -1, Duration.ofSeconds(3)));
        var share = SendShare.of(UUID.randomUUID());
        var calls = new ArrayList<CompletableFuture<SendOutcome>>();
        // meanwhile some go, which makes room again: many more than those
        var refused = IntStream.range(0, 2_000)
                .mapToObj(_ -> push(share))
                .filter(call -> call.isDone() || !calls.add(call))
                .toList();
        assertThat(calls).hasSizeBetween(100, 1_000);
        assertThat(refused.stream().map(CompletableFuture::join))
                .containsOnly(new NotAccepted(new LineFailure(Code.RATE_LIMIT_WAIT, 0)));
        line.faults().clear();
        // while LINE hangs on all of them, a person's own call goes
        assertThat(push(SendShare.ahead(UUID.randomUUID())).join()).isEqualTo(new Accepted(false));
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        assertThat(messages.pushRoom(account, share)).isGreaterThan(100);
    }

    @Test
    void multicastsOfFiveHundredPeopleWaitAFewAtATimeAndEachBroadcastHasATurn() {
        line.faults().add(Fault.of(Fault.Kind.HANG, "POST", "/v2/bot/message/multicast", -1, Duration.ofSeconds(3)));
        var share = SendShare.of(UUID.randomUUID());
        var calls = new ConcurrentLinkedQueue<CompletableFuture<SendOutcome>>();
        while (messages.multicastRoom(account, share) > 0) {
            calls.add(messages.multicast(account, share, UUID.randomUUID(), body));
        }
        // those that wait are in memory with their people: for a pushed one there is room for hundreds
        assertThat(calls).hasSizeBetween(10, 150);
        for (var i = 0; i < 60; i++) {
            var other = SendShare.of(UUID.randomUUID());
            assertThat(messages.multicastRoom(account, other)).isPositive();
            calls.add(messages.multicast(account, other, UUID.randomUUID(), body));
        }
        line.faults().clear();
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        assertThat(messages.multicastRoom(account, share)).isPositive();
    }
}
