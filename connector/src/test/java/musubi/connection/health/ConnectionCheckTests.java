package musubi.connection.health;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import musubi.connection.Connections;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What was read on connecting has changed on the platforms since. */
class ConnectionCheckTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();

    /** LINE's API accepts no URL with http: on connecting it was not set. */
    @BeforeEach
    void theWebhookIsSeenToBeSet() {
        check();
    }

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    @Test
    void allIsWell() {
        assertThat(codes(check())).isEmpty();
        assertThat(connected.channel().webhookEndpoint()).contains(ours());
    }

    @Test
    void anotherToolSetItsWebhookUrlAndOursIsSetAgain() {
        connected.channel().webhookEndpoint("https://other-tool.example.com/hook?key=secret");
        var problems = check().path("problems");
        assertThat(codes(check())).containsExactly("WEBHOOK_TAKEN");
        assertThat(problems.get(0).path("detail").asString())
                .contains("other-tool.example.com")
                .doesNotContain("secret");
        assertThat(connected.channel().webhookEndpoint())
                .as("a check changes nothing")
                .contains("https://other-tool.example.com/hook?key=secret");
        // as if LINE accepted our URL: it requires https
        WORLD.line().faults().add(Fault.answer("PUT", ".*/webhook/endpoint", 1, 200, "{}"));
        assertThat(codes(post("webhook"))).isEmpty();
    }

    @Test
    void theWebhookIsGoneOrSwitchedOff() {
        connected.channel().useWebhook(false);
        assertThat(codes(check())).containsExactly("WEBHOOK_OFF");
        connected.channel().useWebhook(true);
        assertThat(codes(check())).isEmpty();
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "GET", ".*/webhook/endpoint", 1, 404, "{\"message\":\"Webhook endpoint not found\"}"));
        assertThat(codes(check())).containsExactly("WEBHOOK_GONE");
        assertThat(codes(check())).isEmpty();
    }

    @Test
    void theAccountIsRenamedAndThePortalMoves() {
        connected.channel().displayName("Café Musubi Paris");
        connected.portal().timeZone(ZoneId.of("Europe/Paris"));
        connected.portal().currency("EUR");
        assertThat(check().path("line").path("displayName").asString()).isEqualTo("Café Musubi Paris");
        var connection = WORLD.bean(Connections.class).find(id()).orElseThrow();
        assertThat(connection.timeZone()).isEqualTo(ZoneId.of("Europe/Paris"));
        assertThat(connection.japanese()).isFalse();
    }

    @Test
    void whatAPlatformLeavesOutStaysAsItWas() {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer(
                        "GET",
                        ".*account-info.*",
                        1,
                        200,
                        "{\"portalId\":%d}".formatted(connected.portal().id())));
        check();
        var connection = WORLD.bean(Connections.class).find(id()).orElseThrow();
        assertThat(connection.timeZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(connection.japanese()).isTrue();
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*account-info.*", 1, 502, "<html>"));
        WORLD.line().faults().add(Fault.answer("GET", ".*/v2/bot/info", 1, 500, "{}"));
        assertThat(codes(check())).isEmpty();
    }

    @Test
    void aScopeIsTakenAwayAndGivenBack() {
        var fewer = new HashSet<>(PortalOptions.CONTACT_AND_OWNER_SCOPES);
        fewer.remove("crm.objects.contacts.write");
        connected.portal().scopes(connected.portal().accessToken(), fewer);
        var seen = check();
        assertThat(codes(seen)).containsExactly("HUBSPOT_SCOPES_INCOMPLETE");
        assertThat(seen.path("problems").get(0).path("detail").asString()).contains("crm.objects.contacts.write");
        connected.portal().scopes(connected.portal().accessToken(), PortalOptions.CONTACT_AND_OWNER_SCOPES);
        assertThat(codes(check())).isEmpty();
    }

    @Test
    void tokensAreRefusedAndTakenAgain() {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer(
                        "GET",
                        ".*account-info.*",
                        1,
                        401,
                        "{\"status\":\"error\",\"message\":\"Authentication credentials not found.\","
                                + "\"correlationId\":\"a\",\"category\":\"INVALID_AUTHENTICATION\"}"));
        connected.channel().revokeAccessToken();
        var refused = check();
        assertThat(refused.path("state").asString()).isEqualTo("UNAUTHORIZED");
        assertThat(codes(refused)).containsExactlyInAnyOrder("HUBSPOT_TOKEN_REFUSED", "LINE_TOKEN_REFUSED");
        var again = check();
        assertThat(again.path("state").asString()).isEqualTo("ACTIVE");
        assertThat(codes(again)).containsExactly("LINE_TOKEN_REFUSED");
    }

    @Test
    void eachConnectionIsCheckedOnceADay() {
        WORLD.bean(DailyCheck.class).schedule();
        assertThat(JdbcClient.create(WORLD.bean(DataSource.class))
                        .sql("""
                                select count(*) from scheduled_tasks
                                where task_name = ? and task_instance = ?
                                and execution_time between now() and now() + interval '1 day'
                                """)
                        .params(DailyCheck.NAME, connected.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private JsonNode check() {
        return post("check");
    }

    private JsonNode post(String what) {
        var answer = WORLD.api("POST", "/api/connections/" + connected.id() + "/" + what, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> codes(JsonNode connection) {
        return StreamSupport.stream(connection.path("problems").spliterator(), false)
                .map(problem -> problem.path("code").asString(""))
                .toList();
    }

    private String ours() {
        return WORLD.url() + "/webhooks/line/" + connected.id();
    }

    private UUID id() {
        return UUID.fromString(connected.id());
    }
}
