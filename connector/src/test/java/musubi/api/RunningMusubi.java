package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import musubi.connection.Connections;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The words of the API's tests: a {@link TestWorld}, and calls whose answers are looked at closely. */
abstract class RunningMusubi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final TestWorld world;
    final Connections connections;

    /** @param world of the test class */
    RunningMusubi(TestWorld world) {
        this.world = world;
        this.connections = world.bean(Connections.class);
    }

    /** Some tests count all connections. */
    @AfterEach
    void cleanUp() {
        world.line().faults().clear();
        world.hubspot().faults().clear();
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
        return world.line().addChannel(ChannelOptions.named("Shop"));
    }

    Portal newPortal() {
        return world.hubspot().addPortal(PortalOptions.defaults());
    }

    /** The body that connects the two with a long-lived token. */
    static ObjectNode request(Channel channel, Portal portal) {
        return JSON.valueToTree(ApiClient.connection(channel, portal, Map.of("name", "Shop Ginza")));
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
        var answer = world.api(method, path, body.isEmpty() ? null : body);
        return new Reply(
                answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), ApiClient.json(answer));
    }
}
