package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.inbox.EventQueue;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a friend's word or tap to the contact in HubSpot, and the answer on the friend's phone. */
class OptOutTests {

    private static final String REPLY = "/v2/bot/message/reply";
    private static final String STOPPED = "配信を停止しました。再開するときは「配信再開」と送信してください。";
    private static final String RESUMED = "配信を再開しました。停止するときは「配信停止」と送信してください。";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final Friend sakura = connection.channel().newUser("さくら");

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
    }

    @Test
    void aWordStopsMessagesIsAnsweredForFreeAndIsNoReply() {
        var start = Instant.now().minusSeconds(60);
        sakura.at(start).write("こんにちは");
        connection.drained();
        connection.portal().update(connection.contact(sakura).orElseThrow().id(), Map.of("line_unanswered", "NO"));
        sakura.write(" 配信停止\n");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        assertThat(Instant.parse(connection.value(sakura, "line_opt_out_updated_at")))
                .isAfter(start);
        assertThat(connection.value(sakura, "line_unanswered")).isEqualTo("NO");
        assertThat(connection.value(sakura, "line_last_reply_message")).isEqualTo("こんにちは");
        assertThat(Instant.parse(connection.value(sakura, "line_last_reply_at")))
                .isEqualTo(Instant.ofEpochMilli(start.toEpochMilli()));
        answered(STOPPED);
        assertThat(calls("POST /v2/bot/message/push")).isZero();
        sakura.write("配信再開");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("NO");
        answered(STOPPED, RESUMED);
        assertThat(connection.failures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"musubi:opt-out,YES", "musubi:opt-in,NO"})
    void aButtonDoesTheSame(String data, String choice) {
        sakura.follow();
        sakura.tap(data);
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo(choice);
        answered(choice.equals("YES") ? STOPPED : RESUMED);
        assertThat(connection.value(sakura, "line_unanswered")).isEmpty();
    }

    @Test
    void otherTextsAndButtonsAreWhatTheyWere() {
        sakura.at(Instant.now().minusSeconds(60)).write("配信停止してください");
        sakura.tap("opt-out");
        sakura.write("musubi:opt-out");
        sakura.tap("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEmpty();
        assertThat(connection.value(sakura, "line_last_reply_message")).isEqualTo("musubi:opt-out");
        assertThat(connection.value(sakura, "line_unanswered")).isEqualTo("YES");
        assertThat(calls("POST " + REPLY)).isZero();
    }

    @Test
    void whatArrivesLateDoesNotUndoWhatIsNewer() {
        var start = Instant.now().minusSeconds(60);
        sakura.at(start.plusSeconds(2)).write("配信停止");
        connection.drained();
        sakura.at(start).write("配信再開");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        var decided = Map.of(
                "line_opt_out",
                "NO",
                "line_opt_out_updated_at",
                start.plusSeconds(10).toString());
        connection.portal().update(connection.contact(sakura).orElseThrow().id(), decided);
        sakura.at(start.plusSeconds(5)).write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("NO");
        sakura.at(start.plusSeconds(20)).write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
    }

    @Test
    void anEventThatComesAgainIsNeitherAppliedNorAnsweredTwice() {
        var event = sakura.copies(2).write("配信停止");
        connection.drained();
        answered(STOPPED);
        connection.portal().update(connection.contact(sakura).orElseThrow().id(), Map.of("line_opt_out", "NO"));
        connection.channel().again(event, true);
        connection.channel().again(event, false);
        connection.drained();
        // one that is answered after those that must not be
        sakura.write("配信再開");
        answered(STOPPED, RESUMED);
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("NO");
        assertThat(calls("POST " + REPLY)).isEqualTo(2);
    }

    @Test
    void anAnswerThatLineDoesNotTakeIsLetGo() {
        WORLD.line().faults().add(Fault.answer("POST", REPLY, 1, 500, "{\"message\":\"Internal server error\"}"));
        sakura.write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        sakura.write("配信再開");
        answered(RESUMED);
        assertThat(calls("POST /v2/bot/message/push")).isZero();
        assertThat(connection.failures()).isEmpty();
    }

    @Test
    void theWebhookDoesNotWaitForTheAnswer() {
        WORLD.line().faults().add(Fault.of(Fault.Kind.HANG, "POST", REPLY, 1, Duration.ofSeconds(4)));
        sakura.write("配信停止");
        connection.drained();
        assertThat(connection.channel().webhooks().failed().values()).containsOnly(0L);
        assertThat(connection.channel().webhooks().ackP99Millis()).isLessThan(2_000);
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
    }

    @Test
    void theAnswerDoesNotWaitForHubSpot() {
        call("POST", "/pause", null, 204);
        sakura.write("配信停止");
        answered(STOPPED);
        assertThat(connection.contact(sakura)).isEmpty();
        call("POST", "/resume", null, 204);
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
    }

    @Test
    void neitherWordNorReplyTokenRestsInClear() {
        call("POST", "/pause", null, 204);
        sakura.write("配信停止");
        answered(STOPPED);
        var waiting = WORLD.bean(EventQueue.class).take(UUID.fromString(connection.id()), List.of(), 10);
        assertThat(waiting).hasSize(1);
        for (var secret : List.of("配信停止", "replyToken")) {
            assertThat(WORLD.database()
                            .jdbc()
                            .sql("select count(*) from inbox where position(convert_to(?, 'UTF8') in payload) > 0")
                            .param(secret)
                            .query(Long.class)
                            .single())
                    .as(secret)
                    .isZero();
        }
        assertThat(waiting.getFirst().toString()).doesNotContain("配信停止", sakura.userId());
        call("POST", "/resume", null, 204);
        connection.drained();
    }

    @Test
    void aWordThatIsTakenBackLosesItsTextAndHolds() {
        call("POST", "/pause", null, 204);
        sakura.write("配信停止");
        answered(STOPPED);
        sakura.unsend(sakura.sentEvents().getLast().at("/message/id").asString(""));
        var inbox = WORLD.bean(EventQueue.class);
        eventually(
                "the text is gone",
                () -> inbox.take(UUID.fromString(connection.id()), List.of(), 10).stream()
                        .noneMatch(
                                event -> new String(event.payload().json(), StandardCharsets.UTF_8).contains("配信停止")));
        call("POST", "/resume", null, 204);
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
    }

    @Test
    void wordsAndAnswersAreTheConnections() {
        options(Map.of("optOutWords", List.of("STOP", "やめる"), "optOutAnswer", "", "optInAnswer", "またお送りします。"));
        sakura.write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEmpty();
        sakura.write("ｓｔｏｐ");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        sakura.write("配信再開");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("NO");
        answered("またお送りします。");
        assertThat(calls("POST " + REPLY)).isEqualTo(1);
        options(Map.of("optOutWords", List.of()));
        sakura.write("stop");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("NO");
        assertThat(connection.value(sakura, "line_last_reply_message")).isEqualTo("stop");
    }

    @Test
    void inStandbyAndInGroupsNobodyIsAnswered() {
        var group = connection.channel().newGroup("仲間");
        sakura.writeIn(group, "配信停止");
        connection.drained();
        assertThat(connection.contact(sakura)).isEmpty();
        sakura.inStandby().write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        assertThat(calls("POST " + REPLY)).isZero();
    }

    /** Portals that were connected by an earlier version do not have the property of the moment. */
    @Test
    void aPropertyThatIsMissingIsMadeAndTheChoiceIsNotLost() {
        sakura.follow();
        connection.drained();
        connection.portal().deleteProperty("line_opt_out_updated_at");
        sakura.write("配信停止");
        connection.drained();
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
        assertThat(connection.value(sakura, "line_opt_out_updated_at")).isNotEmpty();
        assertThat(connection.failures()).isEmpty();
    }

    @Test
    void whoAddsTheAccountAgainIsStillOptedOut() {
        sakura.follow();
        sakura.write("配信停止");
        sakura.block();
        sakura.unblock();
        sakura.write("こんにちは");
        connection.drained();
        assertThat(connection.value(sakura, "line_follow")).isEqualTo("YES");
        assertThat(connection.value(sakura, "line_opt_out")).isEqualTo("YES");
    }

    private void answered(String... texts) {
        eventually("the answers arrive", () -> sakura.received().size() >= texts.length);
        assertThat(sakura.received().stream()
                        .map(message -> message.path("text").asString("")))
                .containsExactly(texts);
    }

    private long calls(String endpoint) {
        return connection.channel().traffic().calls(endpoint);
    }

    private void options(Map<String, Object> options) {
        call("PATCH", "", Map.of("options", options), 200);
    }

    private void call(String method, String path, @Nullable Object body, int status) {
        var answer = WORLD.api(method, "/api/connections/" + connection.id() + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
