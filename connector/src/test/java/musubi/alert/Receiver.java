package musubi.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Takes webhooks as Slack does. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile String elsewhere = "";

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/services/", exchange -> {
            try (exchange) {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                calls.incrementAndGet();
                held.await();
                if (status.get() == 200) {
                    texts.add(JSON.readTree(body).path("text").asString(""));
                }
                if (status.get() == 307) {
                    exchange.getResponseHeaders().set("Location", elsewhere);
                }
                exchange.sendResponseHeaders(status.get(), -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/services/T0/B0/the-secret");
    }

    public List<String> texts() {
        return List.copyOf(texts);
    }

    public int calls() {
        return calls.get();
    }

    public void answer(int with) {
        status.set(with);
    }

    public void redirectTo(URI address) {
        elsewhere = address.toString();
        status.set(307);
    }

    /** From now on calls are taken, but not answered. */
    public void hold() {
        held = new CountDownLatch(1);
    }

    /** Those that were held are answered. */
    public void release() {
        held.countDown();
    }

    public void forget() {
        texts.clear();
        calls.set(0);
        status.set(200);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
