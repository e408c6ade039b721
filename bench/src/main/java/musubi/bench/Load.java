package musubi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Sends requests over keep-alive connections, one at a time on each, and measures the time of every answer. It uses one
 * thread and copies nothing, because it shares the cores with the program it measures.
 */
final class Load {

    private static final int CONNECTIONS = 64;

    /**
     * The result of a run.
     *
     * @param accepted answers with status 200, and redirects
     * @param refused other answers
     * @param took from the first request to the last answer
     * @param nanos of each answer, from the moment its request was due; ascending
     */
    record Result(int accepted, int refused, Duration took, long[] nanos) {

        /** Accepted requests per second. */
        double rate() {
            return accepted / (took.toNanos() / 1e9);
        }

        /** A percentile of the answer time, ms. */
        double percentile(double percent) {
            return nanos[(int) Math.clamp(Math.ceil(nanos.length * percent / 100) - 1, 0, nanos.length - 1)] / 1e6;
        }
    }

    private final byte[][] requests;
    private final long interval;
    private final long[] nanos;
    private final ArrayDeque<Exchange> idle = new ArrayDeque<>();
    private int sent;
    private int answered;
    private int accepted;

    private Load(byte[][] requests, long interval) {
        this.requests = requests;
        this.interval = interval;
        this.nanos = new long[requests.length];
    }

    /** Sends as fast as answers arrive: each connection sends its next request when the last one is answered. */
    static Result closed(int port, byte[][] requests, Duration atMost) {
        return new Load(requests, 0).run(port, atMost);
    }

    /**
     * Sends at a constant rate, however fast the answers are. If a request has to wait for a free connection, its time
     * still counts from the moment it was due.
     */
    static Result open(int port, byte[][] requests, double perSecond) {
        return new Load(requests, Math.round(1e9 / perSecond)).run(port, Duration.ofMinutes(2));
    }

    private Result run(int port, Duration atMost) {
        var exchanges = new ArrayList<Exchange>();
        try (var selector = Selector.open()) {
            for (var one = 0; one < CONNECTIONS; one++) {
                var exchange = new Exchange(connect(port));
                exchange.channel.register(selector, SelectionKey.OP_READ, exchange);
                exchanges.add(exchange);
            }
            idle.addAll(exchanges);
            var begin = System.nanoTime();
            while (answered < requests.length && System.nanoTime() - begin < atMost.toNanos()) {
                send(begin);
                // pauses of at most a millisecond, which is as precise as the timer
                selector.select(this::receive, interval > 0 ? 1 : 1_000);
            }
            var took = Duration.ofNanos(System.nanoTime() - begin);
            var times = Arrays.copyOf(nanos, answered);
            Arrays.sort(times);
            return new Result(accepted, answered - accepted, took, times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            exchanges.forEach(Exchange::close);
        }
    }

    private void send(long begin) throws IOException {
        var now = System.nanoTime();
        while (!idle.isEmpty() && sent < requests.length && begin + sent * interval <= now) {
            idle.removeFirst().send(requests[sent], interval > 0 ? begin + sent * interval : System.nanoTime());
            sent++;
        }
    }

    private void receive(SelectionKey key) {
        var exchange = (Exchange) key.attachment();
        try {
            var status = exchange.receive();
            if (status > 0) {
                nanos[answered++] = System.nanoTime() - exchange.since;
                accepted += status == 200 || status == 302 ? 1 : 0;
                idle.addLast(exchange);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }
}
