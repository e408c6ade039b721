package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.line.LoginChannel;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The LINE Login channel of a connection. */
class LoginChannelTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    LoginChannelTests() {
        super(WORLD);
    }

    private static final String CALLBACK = "https://musubi.example.com/link/callback";

    @Test
    void aLoginChannelIsTriedAndTold() {
        var channel = newChannel();
        var login = world.line().addLoginChannel(LoginChannelOptions.of(channel, CALLBACK));
        var request = request(channel, newPortal());
        request.withObject("/line")
                .put("loginChannelId", login.id())
                .put("loginChannelSecret", login.secret())
                .put("pageAfterLogin", "https://www.example.com/thanks");
        var reply = post(request);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
        var id = reply.text("/id");
        assertThat(reply.body().path("line").toString())
                .endsWith("""
                        "loginChannelId":"%s","linkUrl":"https://musubi.example.com/link/%s",\
                        "pageAfterLogin":"https://www.example.com/thanks"}""".formatted(login.id(), id))
                .doesNotContain(login.secret());
        assertThat(connections.loginChannel(UUID.fromString(id)))
                .contains(new LoginChannel(id, login.id(), login.secret()));
        var cleared = json();
        cleared.putObject("line").put("pageAfterLogin", "");
        assertThat(patch(id, cleared).body().path("line").has("pageAfterLogin")).isFalse();
        assertThat(call("GET", "/api/connections/" + id, "").text("/line/loginChannelId"))
                .isEqualTo(login.id());
    }

    @ParameterizedTest
    @CsvSource({
        "1657000001, '', line.loginChannelSecret",
        "'', 0123456789abcdef0123456789abcdef, line.loginChannelId",
        "abc, 0123456789abcdef0123456789abcdef, line.loginChannelId",
        "1657000001, 0123456789abcdef, line.loginChannelSecret",
        "1657000001, 0123456789ABCDEF0123456789ABCDEF, line.loginChannelSecret"
    })
    void whatCannotBeAPairIsToldByField(String id, String secret, String field) {
        var request = request(newChannel(), newPortal());
        request.withObject("/line").put("loginChannelId", id).put("loginChannelSecret", secret);
        assertThat(post(request).refusedWith(400).text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aPairThatLineRefusesIsNotSaved() {
        var channel = newChannel();
        var login = world.line().addLoginChannel(LoginChannelOptions.of(channel, CALLBACK));
        var connection = connect(channel, newPortal()).text("/id");
        var change = json();
        change.putObject("line").put("loginChannelId", login.id());
        assertThat(patch(connection, change).refusedWith(400).text("/errors/0/field"))
                .isEqualTo("line.loginChannelSecret");
        change.withObject("/line").put("loginChannelSecret", "0".repeat(32));
        var refused = patch(connection, change).refusedWith(422);
        assertThat(refused.text("/errors/0/field")).isEqualTo("line.loginChannelSecret");
        assertThat(refused.text("/errors/0/message")).contains("Basic settings tab of the LINE Login channel");
        assertThat(connections.loginChannel(UUID.fromString(connection))).isEmpty();
        world.line().faults().add(Fault.answer("POST", "/oauth2/v3/token", 1, 503, "{}"));
        change.withObject("/line").put("loginChannelSecret", login.secret());
        patch(connection, change).refusedWith(502);
        assertThat(patch(connection, change).status()).isEqualTo(200);
    }

    @Test
    void anEmptyIdTakesTheChannelAwayAndWhatIsLeftOutStays() {
        var channel = newChannel();
        var login = world.line().addLoginChannel(LoginChannelOptions.of(channel, CALLBACK));
        var request = request(channel, newPortal());
        request.withObject("/line")
                .put("loginChannelId", login.id())
                .put("loginChannelSecret", login.secret())
                .put("pageAfterLogin", "https://www.example.com/thanks");
        var id = post(request).text("/id");
        var uuid = UUID.fromString(id);
        connections.report(uuid, new Problem(ProblemCode.LOGIN_CHANNEL_REFUSED));

        var both = json();
        both.putObject("line").put("loginChannelId", "").put("loginChannelSecret", login.secret());
        assertThat(patch(id, both).refusedWith(400).text("/errors/0/field")).isEqualTo("line.loginChannelId");
        var leftOut = json();
        leftOut.putObject("line").putNull("loginChannelId");
        assertThat(patch(id, leftOut).text("/line/loginChannelId")).isEqualTo(login.id());

        var removal = json();
        removal.putObject("line").put("loginChannelId", " ");
        var removed = patch(id, removal);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body().path("line").has("loginChannelId")).isFalse();
        assertThat(removed.body().path("line").has("linkUrl")).isFalse();
        assertThat(removed.text("/line/pageAfterLogin")).isEqualTo("https://www.example.com/thanks");
        assertThat(call("GET", "/api/connections/" + id, "")
                        .body()
                        .path("problems")
                        .toString())
                .doesNotContain("Login channel");
        assertThat(connections.loginChannel(uuid)).isEmpty();
        assertThat(world.database()
                        .jdbc()
                        .sql(
                                "select login_channel_id is null and login_channel_secret is null from connection where id = ?")
                        .param(uuid)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(patch(id, removal).status()).isEqualTo(200);
    }

    @Test
    void aRefusalOfTheChannelStaysUntilItsCredentialsAreAcceptedAgain() {
        var channel = newChannel();
        var login = world.line().addLoginChannel(LoginChannelOptions.of(channel, CALLBACK));
        var request = request(channel, newPortal());
        request.withObject("/line").put("loginChannelId", login.id()).put("loginChannelSecret", login.secret());
        var id = post(request).text("/id");
        var uuid = UUID.fromString(id);
        connections.report(uuid, new Problem(ProblemCode.LOGIN_CHANNEL_REFUSED));
        connections.report(uuid, new Problem(ProblemCode.LOGIN_EMAIL_NOT_ALLOWED));

        // the report changes the connection, and so does another name
        patch(id, json().put("name", "another name"));
        assertThat(connections.find(uuid).orElseThrow().has(ProblemCode.LOGIN_CHANNEL_REFUSED))
                .isTrue();

        var again = json();
        again.putObject("line").put("loginChannelSecret", login.secret());
        assertThat(patch(id, again).status()).isEqualTo(200);
        assertThat(connections.find(uuid).orElseThrow().has(ProblemCode.LOGIN_CHANNEL_REFUSED))
                .isFalse();
        assertThat(connections.find(uuid).orElseThrow().has(ProblemCode.LOGIN_EMAIL_NOT_ALLOWED))
                .isTrue();

        var other = world.line().addLoginChannel(LoginChannelOptions.of(channel, CALLBACK));
        var change = json();
        change.putObject("line").put("loginChannelId", other.id()).put("loginChannelSecret", other.secret());
        assertThat(patch(id, change).status()).isEqualTo(200);
        assertThat(connections.find(uuid).orElseThrow().has(ProblemCode.LOGIN_EMAIL_NOT_ALLOWED))
                .isFalse();
    }

    @Test
    void aPageThatIsNoneIsRefused() {
        var request = request(newChannel(), newPortal());
        request.withObject("/line").put("pageAfterLogin", "www.example.com/thanks");
        assertThat(post(request).refusedWith(400).text("/errors/0/field")).isEqualTo("line.pageAfterLogin");
    }
}
