package musubi.hubspot.http;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.PortalAccess;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.Test;

/** A call whose connection is long in coming: what its caller knew when it began may be over. */
class LateCallTests {

    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** The second time the portal belongs to somebody else, and the connection is there. */
    private void check() {
        if (checks.incrementAndGet() == 2) {
            eventually("the connection is there", () -> connections.get() == 1);
            throw new IllegalStateException("it belongs to somebody else");
        }
    }

    @Test
    void itIsCheckedAgainWhenItsConnectionIsThere() throws IOException {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var http = new HubSpotHttp(
                        new HubSpotSettings(
                                URI.create("http://127.0.0.1:" + server.getLocalPort()),
                                URI.create("https://app.hubspot.com"),
                                "2026-09",
                                null,
                                "the-id",
                                "the-secret",
                                "",
                                "",
                                Duration.ofSeconds(90)),
                        new SimpleMeterRegistry(),
                        Traces.OFF)) {
            Thread.ofVirtual().start(() -> listen(server));
            var access = new PortalAccess(7, "the-token").beforeSending(this::check);
            assertThatThrownBy(() -> http.post(access, "contacts.update", "/x", Map.of("text", "an old one")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("it belongs to somebody else");
            assertThat(checks).hasValue(2);
            eventually("the connection is closed", () -> heard.contains("the end"));
            assertThat(heard).noneMatch(words -> words.contains("an old one"));
        }
    }

    /** Answers nobody. */
    private void listen(ServerSocket server) {
        try {
            while (true) {
                var connection = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> hear(connection));
            }
        } catch (IOException closed) {
            // by the test
        }
    }

    private void hear(Socket connection) {
        try (connection) {
            var some = new byte[1_000];
            for (var read = connection.getInputStream().read(some); read >= 0; ) {
                heard.add(new String(some, 0, read, StandardCharsets.UTF_8));
                read = connection.getInputStream().read(some);
            }
            heard.add("the end");
        } catch (IOException reset) {
            heard.add("the end");
        }
    }
}
