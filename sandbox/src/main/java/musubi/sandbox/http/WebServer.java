package musubi.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP/1.1 server on 127.0.0.1, a virtual thread a call, with {@link Faults} in front of its handler. */
public final class WebServer implements AutoCloseable {

    /** Handles the calls. */
    @FunctionalInterface
    public interface Handler {
        /** Handles a request and returns the answer. */
        Answer handle(Request request);
    }

    static {
        // without it each keep-alive answer waits 40 ms for a delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        // the client of Java keeps idle connections for 30 s: who closes first must not be a matter of chance
        System.setProperty("sun.net.httpserver.idleInterval", "120");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults = new Faults();
    private final Handler handler;

    private WebServer(int port, Handler handler) {
        this.handler = handler;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d on 127.0.0.1 cannot be used".formatted(port), e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::serve);
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any that is free
     */
    public static WebServer start(int port, Handler handler) {
        var server = new WebServer(port, handler);
        server.server.start();
        return server;
    }

    /** Where it listens: {@code http://127.0.0.1:<port>}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The faults of this server. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = read(exchange);
            var fault = faults.take(request);
            if (fault.isEmpty()) {
                send(exchange, handled(request));
                return;
            }
            switch (fault.get().kind()) {
                case ANSWER -> send(exchange, own(fault.get()));
                case ANSWER_AFTER -> {
                    handled(request);
                    send(exchange, own(fault.get()));
                }
                case CUT_BEFORE -> {}
                case CUT_AFTER -> handled(request);
                case HANG -> pause(fault.get().delay());
                case HANG_AFTER -> {
                    handled(request);
                    pause(fault.get().delay());
                }
                case DELAY -> {
                    pause(fault.get().delay());
                    send(exchange, handled(request));
                }
                case STALL ->
                    SlowAnswer.stall(exchange, handled(request), fault.get().delay());
                case TRICKLE ->
                    SlowAnswer.trickle(exchange, handled(request), fault.get().delay());
                case FLOOD ->
                    SlowAnswer.flood(exchange, handled(request), fault.get().delay());
            }
        }
    }

    /** An error of the stand-in itself becomes a visible 500, so that it is not mistaken for a connection cut on demand. */
    private Answer handled(Request request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return Answer.text(500, "the sandbox failed: " + e);
        }
    }

    private static Answer own(Fault fault) {
        return new Answer(fault.status(), fault.headers(), fault.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Request read(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var uri = exchange.getRequestURI();
        var query = uri.getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
