package musubi.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Answers whose headers arrive at once and whose body does not: a server that hangs during its work, a proxy that
 * buffers, a network that loses packets. A client with a timeout for the headers only waits for these for ever.
 */
final class SlowAnswer {

    private static final int CHUNK = 64 * 1024;

    private SlowAnswer() {}

    static void stall(HttpExchange exchange, Answer answer, Duration delay) throws IOException {
        var body = begin(exchange, answer);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
        pause(delay);
    }

    static void trickle(HttpExchange exchange, Answer answer, Duration each) throws IOException {
        for (var one : begin(exchange, answer)) {
            if (!pause(each)) {
                return;
            }
            exchange.getResponseBody().write(one);
            exchange.getResponseBody().flush();
        }
    }

    static void flood(HttpExchange exchange, Answer answer, Duration delay) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), 0);
        // white space before JSON is valid
        var blanks = new byte[CHUNK];
        Arrays.fill(blanks, (byte) ' ');
        var end = System.nanoTime() + delay.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write(blanks);
        }
    }

    /** Sends the headers now; returns the body to be sent slowly. */
    private static byte[] begin(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var body = answer.body().length == 0 ? new byte[] {' ', ' '} : answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().flush();
        return body;
    }

    private static boolean pause(Duration delay) {
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
