package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Base64;
import musubi.Musubi;
import musubi.connection.Connections;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ApiContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One Musubi with both stand-ins for all test classes that extend this; each test makes its own account and portal. */
@SpringBootTest(classes = Musubi.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class RunningMusubi {

    static final LineStandIn LINE = LineStandIn.start(0, Clock.systemUTC(), 7);
    static final HubSpotStandIn HUBSPOT = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final String TOKEN = "a-token-for-tests-of-32-characters-or-more";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Connections connections;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        DATABASE.properties().forEach((name, value) -> settings.add(name, () -> value));
        settings.add("musubi.line.api-base-url", LINE::url);
        settings.add("musubi.hubspot.api-base-url", HUBSPOT::url);
        settings.add("musubi.public-base-url", () -> "https://musubi.example.com");
        settings.add("musubi.api-token", () -> TOKEN);
        settings.add("musubi.master-key", () -> Base64.getEncoder().encodeToString(new byte[32]));
    }

    @AfterEach
    void cleanUp() {
        LINE.faults().clear();
        HUBSPOT.faults().clear();
        connections.all().forEach(connection -> connections.delete(connection.id()));
    }

    /** What came back. */
    record Reply(int status, String contentType, JsonNode body) {

        String text(String pointer) {
            return body.at(pointer).asString("");
        }

        /** Told as an error of the form all errors have. */
        Reply refusedWith(int expected) {
            assertThat(status).as(body.toString()).isEqualTo(expected);
            assertThat(contentType).startsWith("application/problem+json");
            assertThat(body.path("status").asInt(0)).isEqualTo(expected);
            assertThat(text("/title")).isNotBlank();
            assertThat(text("/detail")).isNotBlank();
            return this;
        }
    }

    Channel newChannel() {
        return LINE.addChannel(ChannelOptions.named("Shop"));
    }

    Portal newPortal() {
        return HUBSPOT.addPortal(PortalOptions.defaults());
    }

    /** The body that connects the two with a long-lived token. */
    static ObjectNode request(Channel channel, Portal portal) {
        var request = JSON.createObjectNode().put("name", "Shop Ginza");
        request.putObject("line")
                .put("channelSecret", channel.secret())
                .put("channelAccessToken", channel.accessToken());
        request.putObject("hubspot").put("accessToken", portal.accessToken());
        return request;
    }

    static ObjectNode json() {
        return JSON.createObjectNode();
    }

    Reply connect(Channel channel, Portal portal) {
        return post(request(channel, portal));
    }

    Reply post(ObjectNode body) {
        return call("POST", "/api/connections", body.toString());
    }

    Reply patch(String id, ObjectNode body) {
        return call("PATCH", "/api/connections/" + id, body.toString());
    }

    /** Any call; the answer is as the document tells it. */
    Reply call(String method, String path, String body) {
        var answer = send(method, path, body);
        var type = answer.headers().firstValue("Content-Type").orElse("");
        ApiContract.of(() -> send("GET", "/v3/api-docs", "").body())
                .check(method, path, answer.statusCode(), type, answer.body());
        return new Reply(
                answer.statusCode(),
                type,
                answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body()));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
