package musubi.friends;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import tools.jackson.databind.JsonNode;

/** Starts imports of a connection over REST, and waits for their end. */
record ImportCalls(TestWorld world, TestWorld.TestConnection connection) {

    /** New friends about whom no webhook came. */
    List<Friend> silently(int count) {
        connection.channel().useWebhook(false);
        var friends = connection.channel().crowd(count);
        connection.channel().awaitWebhooks(Duration.ofSeconds(10));
        connection.channel().useWebhook(true);
        return friends;
    }

    HttpResponse<String> followers() {
        return world.api("POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers"));
    }

    String startFollowers() {
        var answer = followers();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").asString();
    }

    String csv(byte[] file) {
        var answer = upload(file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("id").asString();
    }

    HttpResponse<String> upload(byte[] file) {
        var before = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ids.csv\"\r\n\r\n";
        return world.send(
                HttpRequest.newBuilder(world.url().resolve("/api/connections/" + connection.id() + "/imports"))
                        .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(before),
                                BodyPublishers.ofByteArray(file),
                                BodyPublishers.ofString("\r\n--b--\r\n")))
                        .build());
    }

    JsonNode get(String id) {
        return json(world.api("GET", "/api/imports/" + id, null));
    }

    int post(String id, String what) {
        return world.api("POST", "/api/imports/" + id + "/" + what, null).statusCode();
    }

    JsonNode ended(String id) {
        eventually(
                "the import ends",
                () -> List.of("DONE", "FAILED", "CANCELLED")
                        .contains(get(id).path("state").asString()));
        return get(id);
    }

    static void assertCounts(JsonNode is, int found, int created, int updated, int unchanged, int failed) {
        assertThat(List.of(
                        is.path("found").asInt(),
                        is.path("created").asInt(),
                        is.path("updated").asInt(),
                        is.path("unchanged").asInt(),
                        is.path("failed").asInt()))
                .as(is.toString())
                .containsExactly(found, created, updated, unchanged, failed);
    }
}
