package musubi.broadcast.opens;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** An image of one pixel, where the connection wants it: counted by itself, beside what LINE says and who clicked. */
class EstimatedOpensTests {

    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Line/14.16.0";

    private static final Map<String, Object> FLEX = Map.of(
            "type", "flex",
            "altText", "Sale",
            "contents",
                    Map.of(
                            "type",
                            "bubble",
                            "body",
                            Map.of(
                                    "type", "box",
                                    "layout", "vertical",
                                    "contents", List.of(Map.of("type", "text", "text", "Sale")))));

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final HttpClient http = HttpClient.newHttpClient();
    private List<Friend> people = List.of();

    @BeforeEach
    void friends() {
        people = calls.friends(3);
    }

    private void estimates(boolean on) {
        var answer = calls.call(
                "PATCH",
                "/api/connections/" + calls.connection().id(),
                Map.of("options", Map.of("estimateOpens", on)),
                200);
        assertThat(answer.at("/options/estimateOpens").asBoolean(!on)).isEqualTo(on);
    }

    private String sent(Map<String, Object> more) {
        var contacts = people.stream()
                .map(friend -> calls.connection()
                        .portal()
                        .createContact(Map.of("line_user_id", friend.userId(), "line_follow", "YES")))
                .toList();
        var all = new HashMap<String, Object>(Map.of(
                "message",
                Map.of("bubbles", List.of(FLEX)),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts)))));
        all.putAll(more);
        var id = calls.draft(all);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    private static List<String> images(Friend friend) {
        return friend.received().getLast().findValues("url").stream()
                .map(JsonNode::asString)
                .filter(url -> url.contains("/o/"))
                .toList();
    }

    private HttpResponse<byte[]> load(String url, String agent) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("User-Agent", agent)
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void counted(String id, int people, int loads) {
        eventually(
                "it is counted",
                () -> calls.get(id)
                        .path("estimated")
                        .toString()
                        .equals("{\"openedPeople\":%d,\"loads\":%d}".formatted(people, loads)));
    }

    @Test
    void itIsOffUntilItIsChosen() {
        var id = sent(Map.of());
        assertThat(people).allSatisfy(friend -> assertThat(images(friend)).isEmpty());
        assertThat(calls.get(id).path("estimated").isNull()).isTrue();
    }

    @Test
    void eachPersonCountsOnceAndPreviewsNever() {
        estimates(true);
        var id = sent(Map.of());
        assertThat(people).allSatisfy(friend -> assertThat(images(friend)).hasSize(1));
        assertThat(people.stream().flatMap(friend -> images(friend).stream()).distinct())
                .hasSize(3);
        counted(id, 0, 0);
        var image = images(people.getFirst()).getFirst();
        var answer = load(image, PHONE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        load(image, PHONE);
        load(images(people.getLast()).getFirst(), PHONE);
        load(image, "facebookexternalhit/1.1;line-poker/1.0");
        counted(id, 2, 3);
        var now = calls.get(id);
        assertThat(now.at("/counts/clickedPeople").asLong(-1)).isZero();
        assertThat(now.at("/line/openedPeople").isNull()).isTrue();
    }

    @Test
    void whoeverHasTheSameImageIsALoadOnly() {
        estimates(true);
        var id = sent(Map.of("tracking", "SHARED"));
        assertThat(people.stream().flatMap(friend -> images(friend).stream()).distinct())
                .hasSize(1);
        load(images(people.getFirst()).getFirst(), PHONE);
        counted(id, 0, 1);
    }

    @Test
    void withoutTrackingThereIsNone() {
        estimates(true);
        var id = sent(Map.of("tracking", "OFF"));
        assertThat(people).allSatisfy(friend -> assertThat(images(friend)).isEmpty());
        assertThat(calls.get(id).path("estimated").isNull()).isTrue();
    }

    @Test
    void otherAddressesAreNoImages() {
        estimates(true);
        sent(Map.of(
                "message",
                Map.of("bubbles", List.of(FLEX, Map.of("type", "text", "text", "https://shop.example.com/sale")))));
        var image = images(people.getFirst()).isEmpty()
                ? people.getFirst()
                        .received()
                        .getFirst()
                        .findValues("url")
                        .getFirst()
                        .asString()
                : images(people.getFirst()).getFirst();
        var link = BroadcastCalls.texts(people.getFirst()).getLast();
        assertThat(load(image.replace("/o/", "/t/"), PHONE).statusCode()).isEqualTo(404);
        assertThat(load(link.replace("/t/", "/o/"), PHONE).statusCode()).isEqualTo(404);
        assertThat(load(image.substring(0, image.length() - 2), PHONE).statusCode())
                .isEqualTo(404);
        assertThat(load(WORLD.url() + "/o/", PHONE).statusCode()).isEqualTo(404);
    }
}
