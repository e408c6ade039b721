package musubi.link;

import java.util.List;
import java.util.Map;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.LoginChannel;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.Tie;
import tools.jackson.databind.JsonNode;

/** An account tied to a portal, with a Login channel. */
record LoginTie(Tie tie, LoginChannel login) {

    /** With the e-mail permission, and the option that asks for the address. */
    static LoginTie of(TestWorld world) {
        var tie = world.tie();
        return of(world, tie, tie.channel(), Map.of("askEmailOnLogin", true));
    }

    /** The Login channel is one of that account's friends. */
    static LoginTie of(TestWorld world, Tie tie, Channel account, Map<String, Object> options) {
        var login = world.line()
                .addLoginChannel(LoginChannelOptions.of(account, world.url() + "/link/" + tie.id() + "/callback")
                        .emailPermission(true));
        var both = new LoginTie(tie, login);
        both.patch(Map.of(
                "line",
                Map.of("loginChannelId", login.id(), "loginChannelSecret", login.secret()),
                "options",
                options));
        return both;
    }

    String path() {
        return "/link/" + tie.id();
    }

    void patch(Map<String, Object> body) {
        var answer = tie.world().api("PATCH", "/api/connections/" + tie.id(), body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
    }

    /** A new custom link. */
    JsonNode newLink(Map<String, Object> body) {
        var answer = tie.world().api("POST", "/api/connections/" + tie.id() + "/links", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return TestWorld.json(answer);
    }

    JsonNode link(String id) {
        return TestWorld.json(tie.world().api("GET", "/api/links/" + id, null));
    }

    JsonNode plainLink() {
        return TestWorld.json(tie.world().api("GET", "/api/connections/" + tie.id() + "/link", null));
    }

    List<String> problems() {
        return tie.connection()
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("title").asString(""))
                .toList();
    }
}
