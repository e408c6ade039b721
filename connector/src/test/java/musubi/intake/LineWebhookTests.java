package musubi.intake;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineWebhookTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final WebhookCaller line = new WebhookCaller(connected);

    @Test
    void theVerifyButtonIsAnswered() {
        var answer = line.post("{\"destination\":\"U1\",\"events\":[]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(connected.channel().verifyWebhook().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not base64 at all!",
                "====",
                "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=",
                "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs"
            })
    void anyWrongSignatureIs401(String signature) {
        var answer = line.post("{\"events\":[]}", signature);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertProblem(answer, 401);
    }

    @Test
    void aMissingSignatureIs401() {
        assertThat(line.post(BodyPublishers.ofString("{\"events\":[]}"), null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theSignatureIsOverTheBytesAsTheyCame() {
        var spaced = "{ \"events\" : [ ] , \"destination\":\"\\u0055\" }";
        assertThat(line.post(spaced, line.sign("{\"events\":[],\"destination\":\"U\"}"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(line.post(spaced).statusCode()).isEqualTo(200);
    }

    @Test
    void theSignatureOfAnotherChannelIs401() {
        var other = WORLD.connect();
        assertThat(line.post("{\"events\":[]}", new WebhookCaller(other).sign("{\"events\":[]}"))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"events\":{}}",
                "{\"events\":[1]}",
                "{\"events\":[]",
                "{\"events\":[]} {}",
                "{\"events\":[{\"type\":}]}",
                "\"events\""
            })
    void whatIsNoWebhookBodyIs400(String body) {
        assertProblem(line.post(body), 400);
    }

    @Test
    void whatIsNotUtf8Is400() {
        var text = "{\"events\":[{\"type\":\"message\",\"message\":{\"text\":\"é\"}}]}";
        for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertProblem(line.post(text.getBytes(charset)), 400);
        }
        assertThat(line.post(text.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void eventsOfAnotherAccountAreRefusedAndCounted() {
        var friend = connected.channel().newUser("さくら");
        var event = "{\"destination\":\"%s\",\"events\":[{\"type\":\"follow\",\"timestamp\":1790000000000,"
                + "\"webhookEventId\":\"%s\",\"source\":{\"type\":\"user\",\"userId\":\"%s\"}}]}";
        assertProblem(line.post(event.formatted(WORLD.connect().channel().botUserId(), "1", friend.userId())), 400);
        assertThat(WORLD.api("GET", "/actuator/prometheus", null).body())
                .containsPattern("musubi_webhook_refused_total\\{connection=\"" + connected.id()
                        + "\",reason=\"destination\"[^}]*} 1.0");
        connected.drained();
        assertThat(connected.contact(friend)).isEmpty();
        assertThat(line.post(event.formatted(connected.channel().botUserId(), "2", friend.userId()))
                        .statusCode())
                .isEqualTo(200);
        connected.drained();
        assertThat(connected.contact(friend)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/webhooks/line/", "/webhooks/line/x", "/webhooks/line/00000000-0000-0000-0000-000000000000"})
    void anUnknownConnectionIs404(String path) {
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(path))
                .header("x-line-signature", "x")
                .POST(BodyPublishers.ofString("{\"events\":[]}"))
                .build());
        assertProblem(answer, 404);
    }

    @Test
    void aBodyOverOneMebibyteIs413() {
        var answer = line.post(" ".repeat((1 << 20) + 1));
        assertProblem(answer, 413);
    }

    @Test
    void theLimitHoldsForChunkedBodiesToo() {
        var tooLong = (" ".repeat(1 << 20) + "{}").getBytes(StandardCharsets.UTF_8);
        var answer = line.post(
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)),
                line.sign(" ".repeat(1 << 20) + "{}"));
        assertProblem(answer, 413);
        var justFits = "{\"events\":[]}" + " ".repeat((1 << 20) - 13);
        assertThat(line.post(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(justFits.getBytes(StandardCharsets.UTF_8))),
                                line.sign(justFits))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherMethodsAreRefused() {
        var answer = WORLD.send(HttpRequest.newBuilder(line.url()).GET().build());
        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void repeatsAreSwallowedInOneBodyAndAcrossBodiesAndRestarts() {
        var friend = connected.channel().newUser("さくら");
        var id = friend.copies(3).follow();
        connected.drained();
        connected.channel().again(id, true);
        connected.channel().again(id, false);
        connected.drained();
        assertThat(connected.contact(friend).orElseThrow().writes()).isEqualTo(1);
        connected.portal().archive(connected.contact(friend).orElseThrow().id());
        WORLD.stop();
        WORLD.start();
        connected.pointWebhooksHere();
        connected.channel().again(id, true);
        connected.drained();
        assertThat(connected.contact(friend)).isEmpty();
    }

    @Test
    void whatCannotChangeAContactIsAcceptedAndCounted() {
        var friend = connected.channel().newUser("さくら");
        var group = connected.channel().newGroup("group");
        friend.unknown("somethingNew");
        friend.hidingUserId().write("who?");
        friend.writeIn(group, "in a group");
        friend.join(group);
        connected.channel().awaitWebhooks(Duration.ofSeconds(5));
        assertThat(connected.channel().webhooks().failed().values()).allMatch(count -> count == 0);
        assertThat(connected.backlog().path("pending").asInt()).isZero();
        assertThat(connected.portal().contacts()).isEmpty();
        assertThat(metric("unknown")).isEqualTo(1);
        assertThat(metric("message")).isEqualTo(2);
        assertThat(metric("memberJoined")).isEqualTo(1);
    }

    @Test
    void aStandbyEventAndUnknownFieldsDoNoHarm() {
        var friend = connected.channel().newUser("さくら");
        friend.inStandby().withUnknownFields().write("hello");
        connected.drained();
        assertThat(connected.value(friend, "line_last_reply_message")).isEqualTo("hello");
    }

    @Test
    void oneBadEventAmongGoodOnesDoesNotStopThem() {
        var friend = connected.channel().newUser("さくら");
        var answer = line.post("""
                {"events":[
                  {"type":"follow","source":{"type":"user","userId":"%s"},"webhookEventId":"a","timestamp":"yesterday"},
                  {"type":7,"source":[],"webhookEventId":{}},
                  {"type":"message","source":{"type":"user","userId":"not an id"},"webhookEventId":"b"},
                  {"type":"message","source":{"type":"user","userId":"%s"},"webhookEventId":"c","timestamp":1790000000000,
                   "message":{"type":"text","id":"1","text":"a\\u0000b"}}
                ]}""".formatted(friend.userId().replace('a', 'b'), friend.userId()));
        assertThat(answer.statusCode()).isEqualTo(200);
        eventually(
                "the good one is applied",
                () -> connected.value(friend, "line_last_reply_message").equals("ab"));
        eventually("the bad one is told", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo("UNREADABLE");
    }

    @Test
    void withoutTheDatabaseNothingIsAcceptedAndHealthSaysSo() throws SQLException {
        var friend = connected.channel().newUser("さくら");
        allowConnections(false);
        try {
            var answer =
                    line.post("{\"events\":[{\"type\":\"follow\",\"source\":{\"type\":\"user\",\"userId\":\"%s\"}}]}"
                            .formatted(friend.userId()));
            assertProblem(answer, 503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(readiness()).isEqualTo(503);
        } finally {
            allowConnections(true);
        }
        eventually("all is well again", () -> readiness() == 200);
        friend.follow();
        connected.drained();
        assertThat(connected.contact(friend)).isPresent();
    }

    private static int readiness() {
        return WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/actuator/health/readiness"))
                        .build())
                .statusCode();
    }

    /** From another database of the same server: ends all sessions and lets no new ones in, or lets them in again. */
    private static void allowConnections(boolean allowed) throws SQLException {
        var database = WORLD.database();
        var name = database.url().replaceAll(".*/([^/?]+).*", "$1");
        try (var connection = DriverManager.getConnection(
                        database.url().replace(name, "postgres"), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("alter database %s allow_connections %s".formatted(name, allowed));
            if (!allowed) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name
                        + "' and usename = current_user");
            }
        }
    }

    private double metric(String type) {
        var page = WORLD.api("GET", "/actuator/prometheus", null).body();
        return page.lines()
                .filter(line -> line.startsWith("musubi_webhook_events_total{")
                        && line.contains(connected.id())
                        && line.contains("type=\"" + type + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("detail").asString()).isNotEmpty();
    }
}
