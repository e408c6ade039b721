package musubi.system.web;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import musubi.testing.Strangers;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be sent, how much of it at a time, and how long it may take. */
class BodyTests {

    private static final String SIGNATURE = "x-line-signature: " + "A".repeat(43) + "=";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(
            "musubi.web.head-time", "1s",
            "musubi.web.body-time", "1s",
            "musubi.web.bodies-in-flight", "2MB"));

    /** With the usual settings. */
    @RegisterExtension
    static final TestWorld ANOTHER = TestWorld.shared();

    private static final TestWorld.TestConnection TIE = WORLD.connect();

    private final Strangers strangers = Strangers.at(WORLD.url());

    @AfterEach
    void theyGo() {
        strangers.close();
        // the next one begins with all of the budget
        eventually(
                "the server has seen that they went",
                () -> WORLD.bean(TomcatConfiguration.Budgets.class).bodies().taken() == 0);
    }

    private static String webhook() {
        return "/webhooks/line/" + TIE.id();
    }

    private static Path uploads() {
        return Path.of(WORLD.database().properties().getOrDefault("musubi.data-dir", ""), "uploads");
    }

    private static long spooled() {
        try (Stream<Path> files = Files.list(uploads())) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] chunk(int size) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(new byte[size]);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    /login,             application/x-www-form-urlencoded, 157286400",
        "POST,   /login,             application/x-www-form-urlencoded, 40000",
        "PATCH,  /api/connections/x, application/json,                  1048577",
        "DELETE, /nothing,           text/plain,                        1048577",
        "POST,   /webhooks/hubspot,  application/json,                  1048577",
        "POST,   /webhooks/line/x,   application/json,                  1048577",
        "GET,    /,                  application/json,                  9000000000",
    })
    void whatAnnouncesTooMuchIsAnsweredBeforeAnyOfItComes(String method, String path, String type, long length)
            throws IOException {
        var stranger = strangers.connect();
        stranger.send(Strangers.head(method, path, "Content-Type: " + type, "Content-Length: " + length));
        var head = stranger.head();
        assertThat(head.getFirst()).contains(" 413 ");
        assertThat(head).anyMatch(line -> line.equalsIgnoreCase("Content-Type: application/problem+json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Encoding: gzip"})
    void whatComesInPiecesIsBrokenOffOverOneMebibyte(String encoding) throws IOException {
        var stranger = strangers.connect();
        stranger.send(Strangers.head(
                "POST", webhook(), SIGNATURE, "Transfer-Encoding: chunked", encoding.isEmpty() ? "X-A: b" : encoding));
        stranger.send(chunk(600_000));
        stranger.send(chunk(600_000));
        assertThat(stranger.status()).isEqualTo(413);
    }

    @Test
    void whatNobodyReadsOfAChunkedBodyIsDroppedAndTheConnectionGoesOn() throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), WORLD.url().getPort())) {
            socket.setSoTimeout(10_000);
            var both = new ByteArrayOutputStream();
            both.writeBytes(Strangers.head("PUT", "/login", "Transfer-Encoding: chunked"));
            both.writeBytes(chunk(2_000));
            both.writeBytes(chunk(10));
            both.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            both.writeBytes(Strangers.head("GET", "/assets/icon.svg", "Connection: close"));
            socket.getOutputStream().write(both.toByteArray());
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 200", "<svg");
        }
    }

    @Test
    void aPackedBodyIsNotUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[100 << 20]);
        }
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(webhook()))
                .header("x-line-signature", SIGNATURE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());
        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void whatTricklesIsBrokenOffThoughBytesKeepComing() throws IOException {
        var slow = strangers.connect();
        var slower = strangers.connect();
        slow.send(Strangers.head("POST", webhook(), SIGNATURE, "Content-Length: 100000"));
        slower.send("GET / HTTP/1.1\r\nX-Head: ".getBytes(StandardCharsets.US_ASCII));
        eventually("the body is broken off", () -> slow.isOver());
        assertThat(slow.status()).isEqualTo(408);
        eventually("the head is broken off", () -> slower.isOver());
        assertThat(slower.status()).isZero();
    }

    @Test
    void largeBodiesThatFillTheBudgetLetSmallOnesPass() {
        // on a busy machine a body may be too slow for a second, and gives its place back
        eventually("the budget is full, and small ones pass", () -> {
            try (var many = Strangers.at(WORLD.url())) {
                for (var each = 0; each < 2; each++) {
                    var stalled = many.connect();
                    stalled.send(Strangers.head("POST", webhook(), SIGNATURE, "Content-Length: 1048576"));
                    stalled.send(new byte[1_000_000]);
                }
                var another = many.connect();
                another.send(Strangers.head("POST", webhook(), SIGNATURE, "Content-Length: 1000000"));
                another.send(new byte[1_000_000]);
                var head = another.head();
                return head.getFirst().contains(" 503 ")
                        && head.stream().anyMatch(line -> line.startsWith("Retry-After"))
                        && TIE.channel().verifyWebhook().acknowledged();
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void norWhereFilesAreTaken() throws IOException {
        assertRefused("POST", "/api/connections/" + TIE.id() + "/imports");
        assertRefused("POST", "/connections/" + TIE.id() + "/imports/csv");
    }

    /** Answered though the rest is still to come, and nothing of it on disk. */
    private void assertRefused(String method, String path) throws IOException {
        var stranger = strangers.connect();
        stranger.send(Strangers.head(method, path, MULTIPART, "Content-Length: 80000000"));
        stranger.send("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        stranger.send(new byte[100_000]);
        assertThat(stranger.status()).as(method + " " + path).isIn(401, 403, 405, 415);
        assertThat(spooled()).isZero();
    }

    @Test
    void whoIsKnownSendsAFileThatIsGoneAfterwards() throws IOException {
        var file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nuserId\n"
                + "U0123456789abcdef0123456789abcdef\n".repeat(2) + "\r\n--b--\r\n";
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/api/connections/" + TIE.id() + "/imports"))
                .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(file))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201, 202);
        assertThat(spooled()).isZero();
    }

    @Test
    void whatAFormerRunLeftBehindIsDroppedAtTheStart() throws IOException {
        var left = Path.of(ANOTHER.database().properties().getOrDefault("musubi.data-dir", ""), "uploads", "left.tmp");
        Files.write(left, new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
        ANOTHER.stop();
        ANOTHER.start();
        assertThat(left).doesNotExist();
    }
}
