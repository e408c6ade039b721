package musubi.link;

import java.util.List;
import java.util.Map;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.LoginChannel;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import tools.jackson.databind.JsonNode;

/** An account connected to a portal, with a Login channel. */
record LoginConnection(TestConnection connection, LoginChannel login) {

    /** With the e-mail permission, and the option that asks for the address. */
    static LoginConnection of(TestWorld world) {
        var connection = world.connect();
        return of(world, connection, connection.channel(), Map.of("askEmailOnLogin", true));
    }

    /** The Login channel is one of that account's friends. */
    static LoginConnection of(
            TestWorld world, TestConnection connection, Channel account, Map<String, Object> options) {
        var login = world.line()
                .addLoginChannel(LoginChannelOptions.of(account, world.url() + "/link/" + connection.id() + "/callback")
                        .emailPermission(true));
        var both = new LoginConnection(connection, login);
        both.patch(Map.of(
                "line",
                Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret()),
                "options",
                options));
        return both;
    }

    String path() {
        return "/link/" + connection.id();
    }

    void patch(Map<String, Object> body) {
        var answer = connection.world().api("PATCH", "/api/connections/" + connection.id(), body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** A new custom link. */
    JsonNode newLink(Map<String, Object> body) {
        var answer = connection.world().api("POST", "/api/connections/" + connection.id() + "/links", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return TestWorld.json(answer);
    }

    JsonNode link(String id) {
        return TestWorld.json(connection.world().api("GET", "/api/links/" + id, null));
    }

    JsonNode plainLink() {
        return TestWorld.json(connection.world().api("GET", "/api/connections/" + connection.id() + "/link", null));
    }

    List<String> problems() {
        return connection
                .connection()
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("title").asString(""))
                .toList();
    }
}
