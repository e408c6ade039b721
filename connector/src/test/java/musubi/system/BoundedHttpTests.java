package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.WebServer;
import musubi.system.http.BoundedHttp;
import musubi.system.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call has an end whatever the other side does, and leaves no connection behind. */
class BoundedHttpTests {

    private final WebServer server = WebServer.start(0, request -> Answer.text(200, "x".repeat(1_000)));
    private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(1), Duration.ofMillis(400), 1_000);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    private static HttpRequest get(URI address) {
        return HttpRequest.newBuilder(address).build();
    }

    private void fault(Fault.Kind kind) {
        var delay = Duration.ofMillis(kind == Fault.Kind.TRICKLE ? 500 : 120_000);
        server.faults().add(Fault.of(kind, "*", ".*", 1, delay));
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL", "TRICKLE", "FLOOD"})
    void anAnswerThatDoesNotEndIsGivenUp(Fault.Kind kind) throws Exception {
        var start = System.nanoTime();
        fault(kind);
        assertThatThrownBy(() -> http.send(get(server.url()))).isInstanceOf(IOException.class);
        fault(kind);
        assertThatThrownBy(() -> http.sendAsync(get(server.url())).get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(100));
        assertThat(http.send(get(server.url())).body()).hasSize(1_000);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotKept() {
        try (var small = new BoundedHttp(Duration.ofSeconds(1), Duration.ofSeconds(5), 999)) {
            assertThatThrownBy(() -> small.send(get(server.url())))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void theConnectionOfACallThatIsGivenUpIsClosed() throws Exception {
        try (var stalling = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var closed = CompletableFuture.supplyAsync(() -> {
                try (var connection = stalling.accept()) {
                    connection.setSoTimeout(60_000);
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"
                                    .getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().flush();
                    var in = connection.getInputStream();
                    while (in.read() >= 0) {
                        // the request
                    }
                    return true;
                } catch (IOException e) {
                    // reset is closed too; a time-out is not
                    return !(e instanceof SocketTimeoutException);
                }
            });
            assertThatThrownBy(() -> http.send(get(URI.create("http://127.0.0.1:" + stalling.getLocalPort()))))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(closed.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoeverIsInterruptedGivesTheCallUp() throws Exception {
        server.faults().add(Fault.of(Fault.Kind.HANG, "*", ".*", 1, Duration.ofSeconds(20)));
        var thrown = new CompletableFuture<Throwable>();
        try (var patient = new BoundedHttp(Duration.ofSeconds(1), Duration.ofSeconds(30), 10)) {
            var caller = Thread.ofVirtual().start(() -> {
                try {
                    patient.send(get(server.url()));
                } catch (IOException | InterruptedException e) {
                    thrown.complete(e);
                }
            });
            caller.interrupt();
            assertThat(thrown.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void ofAContentTypeOnlyItsNameIsTold() {
        assertThat(ContentType.name(Optional.of("Text/HTML; charset=utf-8"))).isEqualTo("text/html");
        assertThat(ContentType.name(Optional.of("<script>"))).isEqualTo("no content type");
        assertThat(ContentType.name(Optional.of("a/" + "b".repeat(500)))).isEqualTo("no content type");
        assertThat(ContentType.name(Optional.empty())).isEqualTo("no content type");
    }
}
