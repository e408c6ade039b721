package musubi.system.trace;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import musubi.sandbox.line.UserOptions;
import musubi.system.trace.OtlpReceiver.Received;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Musubi with a collector: what of a friend's follow is traced, and that nothing of the friend is. */
class TracedWorldTests {

    private static final OtlpReceiver RECEIVER = new OtlpReceiver();

    @RegisterExtension
    static final TestWorld WORLD =
            TestWorld.with(Map.of("musubi.tracing.otlp-endpoint", RECEIVER.url().toString()));

    private static final String WEBHOOK = "POST /webhooks/line/{connectionId}";

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    private static Received received(String what, Predicate<Received> matching) {
        eventually(what, () -> RECEIVER.spans().stream().anyMatch(matching));
        return RECEIVER.spans().stream().filter(matching).findFirst().orElseThrow();
    }

    private static Received of(TestConnection connection, String name) {
        return received(
                name,
                span -> span.name().equals(name)
                        && connection.id().equals(span.attributes().get("musubi.connection")));
    }

    private static Received call(String name, Received partOf) {
        return received(name, span -> span.name().equals(name) && span.parent().equals(partOf.id()));
    }

    @Test
    void aFollowIsTracedFromTheWebhookAndFromTheInboxToThePlatforms() {
        var connection = WORLD.connect();
        connection.channel().newUser("Hanako").follow();
        connection.drained();
        var webhook = of(connection, WEBHOOK);
        assertThat(webhook.parent()).isEmpty();
        assertThat(webhook.attributes())
                .containsEntry("http.route", "/webhooks/line/{connectionId}")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("musubi.events", "1");
        var batch = of(connection, "apply events");
        assertThat(batch.parent()).as("events rest in between").isEmpty();
        assertThat(batch.trace()).isNotEqualTo(webhook.trace());
        assertThat(batch.attributes()).containsEntry("musubi.events", "1");
        assertThat(call("HubSpot contacts.create", batch).attributes())
                .containsEntry("musubi.operation", "contacts.create");
        assertThat(call("LINE profile", batch).attributes()).containsEntry("http.response.status_code", "200");
    }

    @Test
    void aRequestIsTracedByTheTemplateOfItsRoute() {
        var connection = WORLD.connect();
        var answer = WORLD.api("GET", "/api/connections/" + connection.id() + "/backlog", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(received("REST", span -> span.name().equals("GET /api/connections/{id}/backlog"))
                        .attributes())
                .containsEntry("http.response.status_code", "200");
        assertThat(received(
                                "calls of requests",
                                span -> span.name().equals("HubSpot account")
                                        && !span.parent().isEmpty())
                        .attributes())
                .containsEntry("peer.service", "HubSpot");
    }

    @Test
    void aTraceOfTheSenderIsNotContinued() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/setup/nobody"))
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .build());
        assertThat(answer.statusCode()).isLessThan(500);
        received("a page", span -> span.name().startsWith("GET /setup"));
        assertThat(RECEIVER.spans()).noneMatch(span -> span.trace().equals(trace));
    }

    @Test
    void nothingOfAPersonAndNoSecretIsTraced() {
        var connection = WORLD.connect();
        var channel = connection.channel();
        var friend = channel.newUser(UserOptions.named("花子 Suzuki")
                .email("hanako@example.com")
                .pictureUrl("https://profile.line-scdn.net/hanako"));
        friend.follow();
        friend.write("private words");
        connection.drained();
        var contact = connection.contact(friend).orElseThrow();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/friends/search", Map.of("search", "Suzuki"));
        for (var path : List.of(
                "/connections/" + connection.id() + "/friends?contact=" + contact.id(),
                "/" + friend.userId(),
                "/link/" + friend.userId() + "?code=hanako@example.com",
                "/setup/a-token-of-somebody")) {
            WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(path)).build());
        }
        var refused = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/webhooks/line/" + friend.userId()))
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(refused.statusCode()).isEqualTo(404);
        // what was begun before it has been sent with it
        var last = WORLD.connect();
        last.channel().newUser("Taro").follow();
        last.drained();
        of(last, "apply events");
        var all = new String(String.join("\n", bodies()).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThat(all).contains("contacts.create", connection.id());
        for (var secret : List.of(
                friend.userId(),
                friend.userId().substring(1),
                "花子",
                "Suzuki",
                "hanako",
                "private words",
                "a-token-of-somebody",
                channel.secret(),
                channel.accessToken(),
                channel.botUserId(),
                connection.portal().accessToken(),
                TestWorld.API_TOKEN)) {
            assertThat(all).doesNotContain(secret);
        }
        assertThat(RECEIVER.spans()).allSatisfy(span -> {
            assertThat(span.name()).doesNotContain(String.valueOf(contact.id()));
            assertThat(span.attributes().values()).doesNotContain(String.valueOf(contact.id()));
        });
    }

    private static List<String> bodies() {
        var texts = new ArrayList<String>();
        RECEIVER.bodies().forEach(body -> texts.add(new String(body, StandardCharsets.ISO_8859_1)));
        return texts;
    }
}
