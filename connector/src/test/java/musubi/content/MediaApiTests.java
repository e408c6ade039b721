package musubi.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.content.media.MediaFiles;
import musubi.content.media.MediaUpload;
import musubi.message.Medium;
import musubi.testing.TestWorld;
import musubi.user.ApiTokens;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library over the REST API. */
class MediaApiTests {

    private static final String PUBLIC = "https://shop.example.com/musubi";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.public-base-url", PUBLIC));

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final String library = "/api/connections/" + connection.id() + "/media";
    private final UUID connectionId = UUID.fromString(connection.id());

    @AfterEach
    void nothingIsLeftOnDisk() {
        var uploads = Path.of(WORLD.database().properties().getOrDefault("musubi.data-dir", ""), "uploads");
        try (Stream<Path> files = Files.list(uploads)) {
            assertThat(files).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long chunks() {
        return WORLD.database()
                .jdbc()
                .sql("""
                        select count(*) from medium_chunk
                            join medium_file on medium_file.id = file_id
                            join medium on medium.id = medium_id
                        where connection_id = ?
                        """)
                .param(connectionId)
                .query(Long.class)
                .single();
    }

    @Test
    void aPictureIsUploadedListedAndDeleted() {
        var made = MediaUpload.send(WORLD, connection.id(), TestWorld.API_TOKEN, MediaFiles.jpeg(1_200, 800));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var medium = TestWorld.json(made);
        var id = medium.path("id").asString("");
        assertThat(made.headers().firstValue("Location")).contains("/api/media/" + id);
        assertThat(made.body())
                .startsWith("{\"id\":\"%s\",\"contentType\":\"image/jpeg\",\"width\":1200,\"height\":800,\"bytes\":"
                        .formatted(id))
                .contains("\"url\":\"%s/m/%s\",\"durationMs\":null".formatted(PUBLIC, id));
        assertThat(TestWorld.json(WORLD.api("GET", library, null)).path("items"))
                .singleElement()
                .isEqualTo(medium);
        assertThat(WORLD.api("DELETE", "/api/media/" + id, null).statusCode()).isEqualTo(204);
        assertThat(WORLD.api("DELETE", "/api/media/" + id, null).statusCode()).isEqualTo(404);
        assertThat(WORLD.api("DELETE", "/api/media/nothing", null).statusCode()).isEqualTo(404);
        assertThat(TestWorld.json(WORLD.api("GET", library, null)).path("items").isEmpty())
                .isTrue();
        assertThat(chunks()).isZero();
    }

    @Test
    void eachUploadAndDeletionIsRecorded() {
        var id = MediaUpload.made(WORLD, connection.id(), MediaFiles.jpeg(20, 20))
                .path("id")
                .asString("");
        WORLD.api("DELETE", "/api/media/" + id, null);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select action from audit where object in (?, ?) and action like '%media%'")
                        .params(connection.id(), id)
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("POST /api/connections/{id}/media", "DELETE /api/media/{mediumId}");
    }

    @Test
    void aVideoIsUploaded() {
        var medium = MediaUpload.made(WORLD, connection.id(), MediaFiles.mp4(1_280, 720, 700_000));
        assertThat(medium.path("contentType").asString("")).isEqualTo("video/mp4");
        assertThat(medium.path("width").asInt(0)).isEqualTo(1_280);
        assertThat(medium.path("durationMs").asInt(0)).isEqualTo(2_500);
        assertThat(WORLD.bean(Media.class).find(connectionId, medium.path("id").asString("")))
                .contains(new Medium(Medium.Kind.VIDEO, medium.path("url").asString(""), 1_280, 720));
    }

    @Test
    void thePagesOfTheLibraryAreTheNewestFirst() {
        var ids = new ArrayList<String>();
        for (var each = 0; each < 5; each++) {
            ids.addFirst(MediaUpload.made(WORLD, connection.id(), MediaFiles.mp4(64, 64, 10 + each))
                    .path("id")
                    .asString(""));
        }
        // many come within the same millisecond
        WORLD.database()
                .jdbc()
                .sql("update medium set created_at = date_trunc('milliseconds', now())")
                .update();
        var seen = new ArrayList<String>();
        var after = "";
        do {
            var page = TestWorld.json(WORLD.api("GET", library + "?limit=2&after=" + after, null));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            page.path("items").forEach(item -> seen.add(item.path("id").asString("")));
            after = page.path("next").asString("");
            // the place is known though who stood there is gone
            WORLD.api("DELETE", "/api/media/" + seen.getLast(), null);
        } while (!after.isEmpty());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        for (var cursor : List.of("nothing", "0000000000000000", "000000000000000x-" + ids.getFirst())) {
            assertThat(WORLD.api("GET", library + "?after=" + cursor, null).statusCode())
                    .isEqualTo(400);
        }
        assertThat(WORLD.api("GET", library + "?limit=101", null).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItsName() {
        var gif = MediaFiles.encoded("gif", MediaFiles.quarters(10, 10, BufferedImage.TYPE_BYTE_INDEXED));
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".getBytes(StandardCharsets.UTF_8);
        var page = "<!DOCTYPE html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        var truncated = Arrays.copyOf(MediaFiles.jpeg(300, 200), 2_000);
        for (var file : List.of(gif, svg, page, new byte[0], new byte[3], truncated)) {
            var answer = MediaUpload.send(WORLD, connection.id(), TestWorld.API_TOKEN, file);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(TestWorld.json(answer).at("/errors/0/field").asString(""))
                    .isEqualTo("file");
        }
        assertThat(MediaUpload.send(
                                WORLD, connection.id(), TestWorld.API_TOKEN, MediaFiles.blackPng(60_000, 60_000, 0, 1))
                        .body())
                .contains("50 megapixels");
        assertThat(chunks()).isZero();
    }

    @Test
    void aRequestWithoutAFileIsRefusedInWords() {
        for (var body : List.of(
                "--b--\r\n", "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\na\r\n--b--\r\n", "")) {
            var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(library))
                    .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(body))
                    .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("in a part named file");
        }
        assertThat(WORLD.api("POST", library, Map.of()).statusCode()).isEqualTo(415);
    }

    @Test
    void aRequestThatEndsInTheMiddleOfTheFileIsRefusedInWords() {
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(library))
                .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArrays(
                        List.of(MediaUpload.PART_HEAD.getBytes(StandardCharsets.US_ASCII), MediaFiles.jpeg(300, 200))))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("cut off");
    }

    @Test
    void viewersReadOperatorsWriteAndNeighboursFindNothing() {
        var file = MediaFiles.jpeg(20, 20);
        var own = Set.of(connectionId);
        var neighbour = Set.of(UUID.fromString(WORLD.connect().id()));
        var tokens = WORLD.bean(ApiTokens.class);
        var viewer = tokens.issue("viewer", new Scope(Role.VIEWER, false, own), Optional.empty());
        var operator = tokens.issue("operator", new Scope(Role.OPERATOR, false, own), Optional.empty());
        var other = tokens.issue("other", new Scope(Role.OPERATOR, false, neighbour), Optional.empty());
        assertThat(MediaUpload.send(WORLD, connection.id(), viewer, file).statusCode())
                .isEqualTo(403);
        assertThat(MediaUpload.send(WORLD, connection.id(), other, file).statusCode())
                .isEqualTo(404);
        assertThat(MediaUpload.send(WORLD, connection.id(), "nobody's", file).statusCode())
                .isEqualTo(401);
        var answer = MediaUpload.send(WORLD, connection.id(), operator, file);
        assertThat(answer.statusCode()).isEqualTo(201);
        var medium = "/api/media/" + TestWorld.json(answer).path("id").asString("");
        assertThat(call("GET", library, viewer)).isEqualTo(200);
        assertThat(call("GET", library, other)).isEqualTo(404);
        assertThat(call("DELETE", medium, viewer)).isEqualTo(403);
        assertThat(call("DELETE", medium, other)).isEqualTo(404);
        assertThat(call("DELETE", medium, operator)).isEqualTo(204);
    }

    private static int call(String method, String path, String token) {
        return WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build())
                .statusCode();
    }

    @Test
    void messagesFindTheMediaOfTheirConnectionAlone() {
        var media = WORLD.bean(Media.class);
        var made = MediaUpload.made(WORLD, connection.id(), MediaFiles.jpeg(300, 200));
        var id = made.path("id").asString("");
        assertThat(media.find(connectionId, id)).contains(new Medium(Medium.Kind.IMAGE, PUBLIC + "/m/" + id, 300, 200));
        assertThat(media.find(UUID.randomUUID(), id)).isEmpty();
        assertThat(media.find(connectionId, "nothing")).isEmpty();
        WORLD.api("DELETE", "/api/media/" + id, null);
        assertThat(media.find(connectionId, id)).isEmpty();
    }

    @Test
    void aFullLibraryTakesNoMore() {
        WORLD.database().jdbc().sql("""
                insert into medium (id, connection_id, content_type, width, height, bytes, stored_bytes, created_at)
                select gen_random_uuid(), ?, 'image/png', 1, 1, 1, 1, now() from generate_series(1, 10000)
                """).param(connectionId).update();
        var answer = MediaUpload.send(WORLD, connection.id(), TestWorld.API_TOKEN, MediaFiles.jpeg(20, 20));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("10,000");
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("delete from medium where connection_id = ?")
                .param(connectionId)
                .update();
    }
}
