package musubi.sync;

import static musubi.testing.TestWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.connection.ConnectionChanged;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "Not in the answer" is not "does not exist": a contact keeps its address, its source and its sync date. */
class AbsenceTests {

    private static final String READ = ".*/contacts/batch/read";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.start(Map.of());

    private final TestWorld.Tie tie = WORLD.tie();
    private final Friend taro = tie.channel().newUser("太郎");

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    private void known() {
        taro.follow();
        tie.drained();
        tie.portal()
                .update(
                        tie.contact(taro).orElseThrow().id(),
                        Map.of("email", "taro@example.com", "line_id_sync_date", "2020-01-02"));
    }

    private void isStillTheSame(String text) {
        eventually(
                "the message is there",
                () -> tie.value(taro, "line_last_reply_message").equals(text));
        tie.drained();
        assertThat(tie.contact(taro).orElseThrow().properties())
                .containsEntry("email", "taro@example.com")
                .containsEntry("line_contact_source", "FOLLOW")
                .containsEntry("line_id_sync_date", "2020-01-02");
        assertThat(tie.portal().contacts()).hasSize(1);
        assertThat(tie.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatLeavesTheContactOutIsTriedAgain(ReadFlaw flaw) {
        known();
        tie.portal().readsFail(flaw, Set.of(taro.userId()), 2);
        var hanako = tie.channel().newUser("花子");
        tie.channel().together(() -> {
            taro.write("hello");
            hanako.block();
        });
        isStillTheSame("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"status\":\"COMPLETE\"}",
                "{\"status\":\"COMPLETE\",\"results\":[",
                "{\"results\":[]}"
            })
    void anAnswerWithoutResultsIsTriedAgain(String body) {
        known();
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 2, 200, body));
        taro.write("hello");
        isStillTheSame("hello");
    }

    @Test
    void evenAnAnswerThatIsWrongOverwritesNothing() {
        known();
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, 207, """
                {"status":"COMPLETE","results":[],"numErrors":1,"errors":[{"status":"error","category":"OBJECT_NOT_FOUND",
                 "message":"Could not get some CONTACT objects","context":{"ids":["%s"]}}]}""".formatted(taro.userId())));
        taro.write("hello");
        isStillTheSame("hello");
    }

    @Test
    void aMixedBatchCostsThreeCalls() {
        var friends = new HashMap<Boolean, List<Friend>>();
        friends.put(
                true,
                IntStream.range(0, 10)
                        .mapToObj(at -> tie.channel().newUser("known " + at))
                        .toList());
        friends.put(
                false,
                IntStream.range(0, 10)
                        .mapToObj(at -> tie.channel().newUser("new " + at))
                        .toList());
        tie.channel().together(() -> friends.getOrDefault(true, List.of()).forEach(Friend::follow));
        tie.drained();
        tie.portal().traffic().reset();
        tie.channel().together(() -> friends.values().forEach(some -> some.forEach(friend -> friend.write("hello"))));
        tie.drained();
        assertThat(tie.portal().traffic().calls()).isEqualTo(3);
    }

    @Test
    void whatTheRecycleBinHoldsIsListedAtTheLastAttempt() {
        tie.portal().recycleBinHoldsValues(true);
        taro.follow();
        tie.drained();
        var deleted = tie.contact(taro).orElseThrow().id();
        tie.portal().archive(deleted);
        taro.write("hello");
        tie.channel().awaitWebhooks(Duration.ofSeconds(10));
        lastAttempt();
        eventually("it is listed", () -> tie.failures().size() == 1);
        assertThat(tie.failures().get(0).path("code").asString()).isEqualTo("VALUE_HELD_IN_RECYCLE_BIN");
        assertThat(tie.failures().get(0).toString()).contains("" + deleted);
        assertThat(tie.backlog().path("pending").asInt()).isZero();
    }

    @Test
    void aContactThatIsAlwaysLeftOutIsListedAtTheLastAttemptAndNothingIsWritten() {
        known();
        var hanako = tie.channel().newUser("花子");
        tie.portal().readsFail(ReadFlaw.LEFT_OUT, Set.of(taro.userId()), -1);
        taro.write("hello");
        tie.channel().awaitWebhooks(Duration.ofSeconds(10));
        eventually("it is tried", () -> attempts() > 0);
        // that others go through tells that it is this contact's trouble
        hanako.follow();
        eventually("the other is there", () -> tie.contact(hanako).isPresent());
        lastAttempt();
        eventually("it is listed", () -> tie.failures().size() == 1);
        assertThat(tie.failures().get(0).path("code").asString()).isEqualTo("LEFT_OUT_OF_ANSWERS");
        assertThat(tie.value(taro, "email")).isEqualTo("taro@example.com");
        assertThat(tie.value(taro, "line_last_reply_message")).isEmpty();
    }

    private int attempts() {
        return WORLD.database()
                .jdbc()
                .sql("select coalesce(max(attempts), 0) from inbox where connection_id = ?::uuid")
                .param(tie.id())
                .query(Integer.class)
                .single();
    }

    private void lastAttempt() {
        WORLD.database()
                .jdbc()
                .sql("update inbox set attempts = ?, due_at = now() where connection_id = ?::uuid")
                .params(Ledger.MAX_ATTEMPTS - 1, tie.id())
                .update();
        WORLD.bean(Sync.class).changed(new ConnectionChanged(UUID.fromString(tie.id())));
    }
}
