package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy or firewall that answers in a platform's place costs time and nothing else, and is reported. */
class ForeignAnswerTests {

    private static final String READ = ".*/contacts/batch/read";
    private static final String UPSERT = ".*/contacts/batch/(upsert|create|update)";
    private static final String PROFILE = "/v2/bot/profile/.*";
    private static final String PAGE = "<html>a page of the gateway</html>";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.hubspot.timeout", "2s"));

    private final TestWorld.TestConnection connected = WORLD.connect();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    private String problems() {
        return connected.connection().path("problems").toString();
    }

    @ParameterizedTest
    @CsvSource({"302", "401", "403", "404"})
    void aGatewaysPageIsNoRefusalOfHubSpots(int status) {
        WORLD.hubspot().faults().add(Fault.answer("*", ".*", -1, status, PAGE).with("Content-Type", "text/html"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually(
                "what answers is reported",
                () -> problems().contains("Something else than HubSpot answers")
                        && problems().contains("status %d, text/html".formatted(status)));
        assertThat(problems()).doesNotContain("a page of the gateway");
        assertThat(connected.connection().path("state").asString("")).isEqualTo("ACTIVE");
        assertThat(connected.failures()).isEmpty();
        WORLD.hubspot().faults().clear();
        connected.drained();
        assertThat(connected.value(friend, "line_follow")).isEqualTo("YES");
        eventually("it is over", () -> !problems().contains("Something else"));
    }

    @Test
    void aRefusalOfHubSpotsThatIsNotAboutScopesIsTheRows() {
        WORLD.hubspot().faults().add(Fault.answer("POST", UPSERT, -1, 403, """
                                {"status":"error","message":"This value is not taken.","correlationId":"c"}""").onBody("<script>"));
        follow(20, "<script>");
        eventually("the others are there", () -> connected.portal().contacts().size() == 19);
        eventually("the one is listed", () -> connected.failures().size() == 1);
        assertThat(connected.connection().path("state").asString("")).isEqualTo("ACTIVE");
    }

    @Test
    void aNameThatAFirewallDislikesHoldsNobodyElseUp() {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer("POST", UPSERT, -1, 403, PAGE)
                        .with("Content-Type", "text/html")
                        .onBody("<script>"));
        follow(20, "<script>");
        eventually("the others are there", () -> connected.portal().contacts().size() == 19);
        assertThat(connected.connection().path("state").asString("")).isEqualTo("ACTIVE");
    }

    private void follow(int count, String oneOfThem) {
        var friends = IntStream.range(0, count)
                .mapToObj(at -> connected.channel().newUser(at == 3 ? oneOfThem : "friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
    }

    @Test
    void aGatewaysPageIsNoWordOfLinesAboutAFriend() {
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, -1, 404, PAGE).with("Content-Type", "text/html"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually("what answers is reported", () -> problems().contains("status 404, text/html"));
        WORLD.line().faults().clear();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("さくら");
        connected.channel().newUser("太郎").follow();
        eventually("it is over", () -> !problems().contains("Something else than LINE answers"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE"})
    void anAnswerOfHubSpotsThatDoesNotEndNeitherLosesNorDoubles(Fault.Kind kind) {
        var delay = kind == Fault.Kind.STALL ? Duration.ofSeconds(30) : Duration.ofMillis(100);
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", READ, 1, delay));
        WORLD.hubspot().faults().add(Fault.of(kind, "POST", UPSERT, 1, delay));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        connected.drained();
        assertThat(connected.portal().contacts()).hasSize(1);
        assertThat(connected.contact(friend).orElseThrow().writes()).isEqualTo(1);
        assertThat(connected.failures()).isEmpty();
    }
}
