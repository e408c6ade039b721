package musubi.system.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Receives spans as a collector of OpenTelemetry does: OTLP over HTTP, as protobuf.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class OtlpReceiver implements AutoCloseable {

    /**
     * What of a span matters here.
     *
     * @param parent empty for the first of its trace
     * @param attributes numbers as text
     */
    record Received(String name, String trace, String id, String parent, Map<String, String> attributes, int status) {}

    /** Of {@link Received#status}. */
    static final int ERROR = 2;

    private static final int INTEGER = 3;

    private final HttpServer server;
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String path = "";

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            path = exchange.getRequestURI().getPath();
            bodies.add(body);
            gate.await();
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without a path. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where the last spans came to. */
    String path() {
        return path;
    }

    void answer(int status) {
        this.status = status;
    }

    /** Answers nothing from now on, until it is opened. */
    void shut() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    /** All that came, as it came. */
    List<byte[]> bodies() {
        return List.copyOf(bodies);
    }

    List<Received> spans() {
        return bodies.stream()
                .map(OtlpReceiver::message)
                .flatMap(request -> messages(request, 1))
                .flatMap(ofResource -> messages(ofResource, 2))
                .flatMap(ofScope -> messages(ofScope, 2))
                .map(OtlpReceiver::span)
                .toList();
    }

    private static Received span(UnknownFieldSet span) {
        var attributes = new TreeMap<String, String>();
        messages(span, 9)
                .forEach(attribute -> attributes.put(
                        text(attribute, 1),
                        value(messages(attribute, 2).findFirst().orElseThrow())));
        return new Received(
                text(span, 5),
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                attributes,
                messages(span, 15)
                        .mapToInt(status -> (int) number(status, 3))
                        .findFirst()
                        .orElse(0));
    }

    private static String value(UnknownFieldSet value) {
        return value.hasField(INTEGER) ? String.valueOf(number(value, INTEGER)) : text(value, 1);
    }

    private static UnknownFieldSet message(byte[] bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().stream().map(bytes -> message(bytes.toByteArray()));
    }

    private static String text(UnknownFieldSet of, int field) {
        return new String(bytes(of, field), StandardCharsets.UTF_8);
    }

    private static String hex(UnknownFieldSet of, int field) {
        return HexFormat.of().formatHex(bytes(of, field));
    }

    private static byte[] bytes(UnknownFieldSet of, int field) {
        var all = of.getField(field).getLengthDelimitedList();
        return all.isEmpty() ? new byte[0] : all.getFirst().toByteArray();
    }

    private static long number(UnknownFieldSet of, int field) {
        var all = of.getField(field).getVarintList();
        return all.isEmpty() ? 0 : all.getFirst();
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }
}
