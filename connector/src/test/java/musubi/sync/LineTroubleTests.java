package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When LINE does not tell who a friend is, the contact is not held back for long, and is completed later. */
class LineTroubleTests {

    private static final String PROFILE = "/v2/bot/profile/.*";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    @Test
    void aFriendLineDoesNotKnowGetsTheFallbacks() {
        var friend = connected.channel().newUser("さくら");
        friend.noConsent(true);
        friend.follow();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("LINE友だち");
        assertThat(connected.value(friend, "line_user_picture")).endsWith("/avatar.png");
    }

    @Test
    void aFriendWithoutAPictureGetsOurs() {
        var friend = connected.channel().newUser("さくら");
        friend.pictureUrl(null);
        friend.follow();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("さくら");
        assertThat(connected.value(friend, "line_user_picture")).endsWith("/avatar.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aShortTroubleIsWaitedOut(int status) {
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, 1, status, "{\"message\":\"no\"}"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("さくら");
        assertThat(connected.contact(friend).orElseThrow().writes()).isEqualTo(1);
    }

    @Test
    void inALongTroubleTheContactComesWithFallbacksAndIsCompletedAfterwards() {
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, -1, 503, "{\"message\":\"no\"}"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually(
                "the contact is there all the same",
                () -> connected.contact(friend).isPresent());
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("LINE友だち");
        assertThat(connected.backlog().path("pending").asInt()).isEqualTo(1);
        WORLD.line().faults().clear();
        eventually(
                "the name is there",
                () -> connected.value(friend, "line_user_name").equals("さくら"));
        connected.drained();
    }

    @Test
    void thatLineForbidsProfilesIsTold() {
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, -1, 403, "{\"message\":\"no\"}"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually("the contact is there", () -> connected.contact(friend).isPresent());
        eventually(
                "it is reported",
                () -> connected.connection().path("problems").toString().contains("does not let this channel read"));
        WORLD.line().faults().clear();
        connected.channel().newUser("太郎").follow();
        eventually(
                "it is taken back",
                () -> !connected.connection().path("problems").toString().contains("does not let this channel read"));
    }

    @Test
    void aProfileThatDoesNotComeInTimeHoldsUpNobodyElse() {
        var slow = connected.channel().newUser("遅い");
        WORLD.line()
                .faults()
                .add(Fault.of(Fault.Kind.HANG, "GET", "/v2/bot/profile/" + slow.userId(), -1, Duration.ofSeconds(8)));
        slow.follow();
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually("the other is there", () -> connected.contact(friend).isPresent());
        eventually("the slow one too", () -> connected.contact(slow).isPresent());
    }

    @Test
    void aRefusedTokenIsToldAndTheContactComesAllTheSame() {
        connected.channel().revokeAccessToken();
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually("the contact is there", () -> connected.contact(friend).isPresent());
        eventually("the problem is reported", () -> problems().contains("LINE refuses the channel access token"));
        var token = connected.channel().issueAccessToken();
        var answer = WORLD.api(
                "PATCH", "/api/connections/" + connected.id(), Map.of("line", Map.of("channelAccessToken", token)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        eventually(
                "the name is there",
                () -> connected.value(friend, "line_user_name").equals("さくら"));
        eventually("the problem is gone", () -> !problems().contains("LINE refuses"));
    }

    @Test
    void whileLineRefusesTheChannelNoContactIsReadForItsProfileAndAllAreDoneAtOnceAfterwards() {
        connected.channel().revokeAccessToken();
        var friends = IntStream.range(0, 40)
                .mapToObj(at -> connected.channel().newUser("friend " + at))
                .toList();
        connected.channel().together(() -> friends.forEach(Friend::follow));
        eventually("the contacts are there", () -> connected.portal().contacts().size() == friends.size());
        eventually(
                "their profiles wait", () -> connected.backlog().path("pending").asInt() == friends.size());
        connected.portal().traffic().reset();
        // the back-off of a minute is over, for the first to be asked about and for all
        WORLD.database()
                .jdbc()
                .sql("update inbox set due_at = now() where connection_id = ?::uuid")
                .param(connected.id())
                .update();
        var asked = profiles();
        connected.channel().newUser("another").write("wakes the worker");
        eventually("they were looked at", () -> dueLater() > friends.size() - 2);
        assertThat(profiles() - asked).isLessThan(4);
        // the other friend: read, and written
        assertThat(connected.callsForEvents()).isLessThan(5);
        var token = connected.channel().issueAccessToken();
        WORLD.api("PATCH", "/api/connections/" + connected.id(), Map.of("line", Map.of("channelAccessToken", token)));
        connected.drained();
        friends.forEach(
                friend -> assertThat(connected.value(friend, "line_user_name")).startsWith("friend "));
    }

    @Test
    void whoWaitsForLineAlthoughItAnswersIsFoundWithinAMinute() {
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, -1, 503, "{\"message\":\"no\"}"));
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        eventually("the contact is there", () -> connected.contact(friend).isPresent());
        eventually("the profile waits", () -> waitingForLine() == 1);
        WORLD.stop();
        WORLD.line().faults().clear();
        // as if another one had been asked about, and the word that LINE answers again got lost
        WORLD.database()
                .jdbc()
                .sql("update inbox set due_at = now() + interval '1 day' where connection_id = ?::uuid")
                .param(connected.id())
                .update();
        WORLD.start();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("さくら");
    }

    private int waitingForLine() {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from inbox where connection_id = ?::uuid and waits_for = 'LINE_PROFILE'")
                .param(connected.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void aPictureThatIsNoAddressCostsThePictureAlone() {
        for (var picture : List.of("not an address at all", "http://example.com/a.png", "https://exa mple/{x}", "")) {
            var friend = connected.channel().newUser("さくら");
            friend.pictureUrl(picture);
            friend.follow();
            connected.drained();
            assertThat(connected.value(friend, "line_user_name")).as(picture).isEqualTo("さくら");
            assertThat(connected.value(friend, "line_user_picture")).as(picture).endsWith("/avatar.png");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b\u200d", "\u0000", "  ", "\u3164"})
    void aNameThatShowsNothingIsNone(String name) {
        var friend = connected.channel().newUser(name);
        friend.follow();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("LINE友だち");
    }

    @Test
    void halfACharacterAndATextThatIsTooLongCostNobodyTheContact() {
        var broken = connected.channel().newUser("half \ud83d");
        var other = connected.channel().newUser("さくら");
        connected.channel().together(() -> {
            broken.write("a\ude00b\0");
            other.write("x".repeat(70_000));
        });
        connected.drained();
        assertThat(connected.value(broken, "line_user_name")).startsWith("half");
        assertThat(connected.value(broken, "line_last_reply_message"))
                .startsWith("a")
                .endsWith("b");
        assertThat(connected.value(other, "line_last_reply_message")).hasSize(65_536);
        assertThat(connected.failures()).isEmpty();
    }

    @Test
    void aProfileThatIsCutShortDoesNotTakeTheNameAway() {
        var friend = connected.channel().newUser("さくら");
        friend.follow();
        connected.drained();
        WORLD.line().faults().add(Fault.answer("GET", PROFILE, 1, 200, "{}"));
        friend.follow();
        connected.drained();
        assertThat(connected.value(friend, "line_user_name")).isEqualTo("さくら");
    }

    private double profiles() {
        return WORLD
                .bean(MeterRegistry.class)
                .find("musubi.line.requests")
                .tag("connection", connected.id())
                .tag("operation", "profile")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private int dueLater() {
        return WORLD.database()
                .jdbc()
                .sql(
                        "select count(*) from inbox where connection_id = ?::uuid and due_at > now() + interval '1 second'")
                .param(connected.id())
                .query(Integer.class)
                .single();
    }

    private String problems() {
        return connected.connection().path("problems").toString();
    }
}
