package musubi.content.media;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import musubi.content.Media;
import musubi.testing.Strangers;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public addresses of media, as LINE's servers, phones and strangers use them. */
class MediaServingTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();

    private String upload(byte[] file) {
        return MediaUpload.made(WORLD, connection.id(), file).path("id").asString("");
    }

    private static HttpResponse<byte[]> get(String path, String... headers) {
        return call("GET", path, headers);
    }

    private static HttpResponse<byte[]> call(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(WORLD.url().resolve(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(",", answer.headers().allValues(name));
    }

    @Test
    void eachSizeIsServedForEver() throws IOException {
        var id = upload(MediaFiles.jpeg(1_400, 700));
        for (var size : List.of("240", "300", "460", "700", "1040", "preview", "original")) {
            var answer = get("/m/" + id + "/" + size);
            assertThat(answer.statusCode()).as(size).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo("image/jpeg");
            assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
            assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "pragma", "expires", "vary");
            var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
            assertThat(image.getWidth())
                    .isEqualTo(
                            size.equals("original") ? 1_400 : size.equals("preview") ? 1_040 : Integer.parseInt(size));
            var same = get("/m/" + id + "/" + size, "If-None-Match", "W/\"a\", " + header(answer, "ETag"));
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(same.body()).isEmpty();
        }
        assertThat(get("/m/" + id).body())
                .isEqualTo(get("/m/" + id + "/original").body());
        var head = call("HEAD", "/m/" + id + "/1040");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(header(get("/m/" + id + "/1040"), "Content-Length"));
    }

    @Test
    void whatThereIsNotIsAnsweredAlike() {
        var picture = upload(MediaFiles.jpeg(30, 20));
        var video = upload(MediaFiles.mp4(64, 48, 10));
        var answers = List.of(
                get("/m/" + UUID.randomUUID() + "/original"),
                get("/m/" + picture.toUpperCase(Locale.ROOT) + "0/original"),
                get("/m/nothing/original"),
                get("/m/" + picture + "/1041"),
                get("/m/" + video + "/preview"));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(answers.getFirst().body());
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        });
        assertThat(call("POST", "/m/" + picture + "/original").statusCode()).isIn(403, 405);
    }

    /** Across the pieces in which it is stored. */
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-, 0, 700000",
        "bytes=262143-262144, 262143, 262145",
        "bytes=100000-600000, 100000, 600001",
        "bytes=699999-900000, 699999, 700000",
        "bytes=-10, 699990, 700000",
        "bytes=-900000, 0, 700000",
    })
    void phonesAskForPartsOfAVideo(String range, int from, int to) {
        var film = MediaFiles.mp4(640, 360, 700_000 - MediaFiles.mp4(640, 360, 0).length);
        var id = upload(film);
        var whole = get("/m/" + id + "/original");
        assertThat(header(whole, "Content-Type")).isEqualTo("video/mp4");
        assertThat(whole.body()).hasSize(700_000);
        assertThat(Arrays.copyOfRange(whole.body(), 600, 700_000)).isEqualTo(Arrays.copyOfRange(film, 600, 700_000));
        var part = get("/m/" + id + "/original", "Range", range);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), from, to));
        if (to - from < 700_000) {
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(header(part, "Content-Range")).isEqualTo("bytes %d-%d/700000".formatted(from, to - 1));
        }
        assertThat(get("/m/" + id + "/original", "Range", range, "If-Range", "\"another\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/m/" + id + "/original", "Range", range, "If-Range", header(whole, "ETag"))
                        .body())
                .isEqualTo(part.body());
    }

    @Test
    void partsThatThereAreNotAreRefusedAndOddOnesGetTheWhole() {
        var id = upload(MediaFiles.mp4(640, 360, 10_000));
        var bytes = get("/m/" + id + "/original").body().length;
        for (var range : List.of("bytes=" + bytes + "-", "bytes=900000-900001")) {
            var answer = get("/m/" + id + "/original", "Range", range);
            assertThat(answer.statusCode()).isEqualTo(416);
            assertThat(header(answer, "Content-Range")).isEqualTo("bytes */" + bytes);
        }
        for (var range : List.of(
                "bytes=5-2", "bytes=a-b", "seconds=1-2", "bytes=0-1,5-6", "bytes=" + "0-,".repeat(200) + "0-")) {
            assertThat(get("/m/" + id + "/original", "Range", range).body()).hasSize(bytes);
        }
    }

    @Test
    void slowReadersHoldNoConnectionOfTheDatabaseAndHinderNobody() throws IOException, SQLException {
        var pool = WORLD.bean(DataSource.class).unwrap(HikariDataSource.class).getHikariPoolMXBean();
        var id = upload(MediaFiles.mp4(640, 360, 12 << 20));
        try (var strangers = Strangers.at(WORLD.url())) {
            var slow = new ArrayList<Strangers.Stranger>();
            for (var each = 0; each < 30; each++) {
                var stranger = strangers.connect();
                stranger.socket().setReceiveBufferSize(4_096);
                stranger.send(Strangers.head("GET", "/m/" + id + "/original"));
                slow.add(stranger);
            }
            for (var stranger : slow) {
                assertThat(stranger.status()).isEqualTo(200);
            }
            // each node holds one for its portals, and asks now and then
            eventually("all wait for their readers", () -> pool.getActiveConnections() < 4);
            assertThat(get("/m/" + id + "/original", "Range", "bytes=5000000-5000009")
                            .body())
                    .hasSize(10);
            assertThat(WORLD.api("GET", "/api/connections/" + connection.id() + "/media", null)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerWhoseFileIsDeletedMeanwhileIsCutAndNotCompletedWithSomethingElse() throws IOException {
        var id = upload(MediaFiles.mp4(640, 360, 12 << 20));
        try (var strangers = Strangers.at(WORLD.url())) {
            var reader = strangers.connect();
            reader.socket().setReceiveBufferSize(4_096);
            reader.send(Strangers.head("GET", "/m/" + id + "/original"));
            assertThat(reader.status()).isEqualTo(200);
            WORLD.api("DELETE", "/api/media/" + id, null);
            var read = 0L;
            var last = "";
            try {
                var buffer = new byte[1 << 16];
                for (var count = reader.in().read(buffer);
                        count >= 0;
                        count = reader.in().read(buffer)) {
                    read += count;
                    last = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                }
            } catch (IOException closed) {
                // as well as an end
            }
            assertThat(read).isLessThan(12 << 20);
            assertThat(last).doesNotContain("<html", "problem");
        }
    }

    @Test
    void oneAddressDoesNotTakeAllPlaces() {
        var reads = new MediaReads(WORLD.bean(MediaRepository.class));
        var taken = 0;
        while (reads.enter("192.0.2.1")) {
            taken++;
        }
        assertThat(reads.enter("192.0.2.2")).isTrue();
        assertThat(reads.enter("192.0.2.1")).isFalse();
        reads.leave("192.0.2.1");
        assertThat(reads.enter("192.0.2.1")).isTrue();
        assertThat(taken).isBetween(20, 100);
    }

    @Test
    void whatWasSentStaysReachableAfterItsDeletionAndWhatWasNotIsGone() {
        var media = WORLD.bean(Media.class);
        var sent = upload(MediaFiles.jpeg(30, 20));
        var unsent = upload(MediaFiles.jpeg(40, 20));
        assertThat(media.used(List.of(UUID.fromString(sent), UUID.randomUUID())))
                .isFalse();
        assertThat(media.used(List.of(UUID.fromString(sent), UUID.fromString(sent))))
                .isTrue();
        assertThat(media.used(List.of())).isTrue();
        for (var id : List.of(sent, unsent)) {
            assertThat(WORLD.api("DELETE", "/api/media/" + id, null).statusCode())
                    .isEqualTo(204);
            assertThat(WORLD.api("DELETE", "/api/media/" + id, null).statusCode())
                    .isEqualTo(404);
        }
        assertThat(media.used(List.of(UUID.fromString(sent)))).isTrue();
        assertThat(media.used(List.of(UUID.fromString(unsent)))).isFalse();
        assertThat(get("/m/" + sent + "/1040").statusCode()).isEqualTo(200);
        assertThat(get("/m/" + unsent + "/1040").statusCode()).isEqualTo(404);
        assertThat(media.find(UUID.fromString(sent))).isEmpty();
        assertThat(WORLD.api("DELETE", "/api/connections/" + connection.id(), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/m/" + sent + "/1040").statusCode()).isEqualTo(404);
    }
}
