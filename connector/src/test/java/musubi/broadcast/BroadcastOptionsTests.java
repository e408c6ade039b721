package musubi.broadcast;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import musubi.sandbox.hubspot.ListKind;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What broadcasts do with the options of their connection. */
class BroadcastOptionsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final ZoneId PORTAL = ZoneId.of("Asia/Tokyo");

    private final TestConnection connection = WORLD.connect();

    private static ZonedDateTime now() {
        return WORLD.clock().instant().atZone(PORTAL);
    }

    private JsonNode call(String method, String path, @Nullable Object body, int status) {
        var answer = WORLD.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : json(answer);
    }

    private void options(Map<String, ?> options) {
        call("PATCH", "/api/connections/" + connection.id(), Map.of("options", options), 200);
    }

    /** A draft to three friends. */
    private String draft(Map<String, Object> more) {
        connection.channel().useWebhook(false);
        var members = connection.channel().crowd(3).stream()
                .map(friend -> connection
                        .portal()
                        .createContact(Map.of("line_user_id", friend.userId(), "line_follow", "YES"))
                        .id())
                .toList();
        var list = connection.portal().lists().add("A", ListKind.MANUAL, members);
        var all = new HashMap<String, Object>(Map.of(
                "title", "Sale",
                "message", Map.of("bubbles", List.of(Map.of("type", "text", "text", "Hello"))),
                "audience", Map.of("lists", List.of(Long.toString(list.id())))));
        all.putAll(more);
        return call("POST", "/api/connections/" + connection.id() + "/broadcasts", all, 201)
                .path("id")
                .asString("");
    }

    private static List<String> codes(JsonNode outlook) {
        return outlook.path("problems").findValues("code").stream()
                .map(JsonNode::asString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"20:59,false", "21:00,true", "03:00,true", "08:59,true", "09:00,false"})
    void aTimeInQuietHoursIsAWarning(String time, boolean quiet) {
        var at = now().plusDays(1).with(LocalTime.parse(time)).toInstant();
        var id = draft(Map.of("at", at.toString()));
        var outlook = call("POST", "/api/broadcasts/" + id + "/check", null, 200);
        assertThat(codes(outlook)).isEqualTo(quiet ? List.of("QUIET_HOURS") : List.of());
        if (quiet) {
            assertThat(outlook.at("/problems/0/field").asString("")).isEqualTo("at");
            assertThat(outlook.at("/problems/0/detail").asString("")).contains("21:00", "09:00");
        }
        options(Collections.singletonMap("quietHours", null));
        assertThat(codes(call("POST", "/api/broadcasts/" + id + "/check", null, 200)))
                .isEmpty();
        // it is only a warning
        call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        call("POST", "/api/broadcasts/" + id + "/cancel", null, 204);
    }

    @Test
    void withoutATimeItIsNowThatCounts() {
        var now = now().toLocalTime();
        options(Map.of(
                "quietHours",
                Map.of(
                        "from", now.minusHours(1).toString().substring(0, 5),
                        "to", now.plusHours(1).toString().substring(0, 5))));
        var id = draft(Map.of());
        assertThat(codes(call("POST", "/api/broadcasts/" + id + "/check", null, 200)))
                .containsExactly("QUIET_HOURS");
    }

    @Test
    void theReserveIsLeftForOthersAndTheCostIsSaid() {
        connection.channel().monthlyLimit(OptionalLong.of(10));
        options(Map.of(
                "quotaReserve", 8, "pricePerMessage", 3.3, "quietHours", Map.of("from", "00:00", "to", "00:01")));
        var id = draft(Map.of());
        var quota = call("POST", "/api/broadcasts/" + id + "/check", null, 200).path("quota");
        assertThat(quota).hasToString("{\"limit\":10,\"used\":0,\"reserve\":8,\"needed\":3,\"left\":2,\"cost\":9.9}");
        call("POST", "/api/broadcasts/" + id + "/send", null, 409);
        call("POST", "/api/broadcasts/" + id + "/send", Map.of("firstOnly", true), 202);
        eventually(
                "it is sent",
                () -> call("GET", "/api/broadcasts/" + id, null, 200)
                        .path("state")
                        .asString("")
                        .equals("DONE"));
        assertThat(call("GET", "/api/broadcasts/" + id, null, 200)
                        .at("/counts/sent")
                        .asInt(0))
                .isEqualTo(2);
    }

    @Test
    void withoutAPriceThereIsNoCost() {
        var id = draft(Map.of());
        var outlook = call("POST", "/api/broadcasts/" + id + "/check", null, 200);
        assertThat(outlook.at("/quota/cost").isNull()).isTrue();
        assertThat(outlook.at("/quota/reserve").asInt(1)).isZero();
    }
}
