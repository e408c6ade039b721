package musubi.sync;

import static musubi.testing.Waits.eventually;
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
import musubi.sync.batch.NextAttempt;
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
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final NextAttempt attempts = new NextAttempt(WORLD, connection);
    private final Friend taro = connection.channel().newUser("太郎");

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    private void known() {
        taro.follow();
        connection.drained();
        connection
                .portal()
                .update(
                        connection.contact(taro).orElseThrow().id(),
                        Map.of("email", "taro@example.com", "line_id_sync_date", "2020-01-02"));
    }

    private void isStillTheSame(String text) {
        eventually(
                "the message is there",
                () -> connection.value(taro, "line_last_reply_message").equals(text));
        connection.drained();
        assertThat(connection.contact(taro).orElseThrow().properties())
                .containsEntry("email", "taro@example.com")
                .containsEntry("line_contact_source", "FOLLOW")
                .containsEntry("line_id_sync_date", "2020-01-02");
        assertThat(connection.portal().contacts()).hasSize(1);
        assertThat(connection.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatLeavesTheContactOutIsTriedAgain(ReadFlaw flaw) {
        known();
        connection.portal().readsFail(flaw, Set.of(taro.userId()), 2);
        var hanako = connection.channel().newUser("花子");
        connection.channel().together(() -> {
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
                        .mapToObj(at -> connection.channel().newUser("known " + at))
                        .toList());
        friends.put(
                false,
                IntStream.range(0, 10)
                        .mapToObj(at -> connection.channel().newUser("new " + at))
                        .toList());
        connection
                .channel()
                .together(() -> friends.getOrDefault(true, List.of()).forEach(Friend::follow));
        connection.drained();
        connection.portal().traffic().reset();
        connection
                .channel()
                .together(() -> friends.values().forEach(some -> some.forEach(friend -> friend.write("hello"))));
        connection.drained();
        assertThat(connection.callsForEvents()).isEqualTo(3);
    }

    @Test
    void whatTheRecycleBinHoldsIsListedAtTheLastAttempt() {
        connection.portal().recycleBinHoldsValues(true);
        taro.follow();
        connection.drained();
        var deleted = connection.contact(taro).orElseThrow().id();
        connection.portal().archive(deleted);
        taro.write("hello");
        connection.channel().awaitWebhooks(Duration.ofSeconds(10));
        lastAttempt();
        eventually("it is listed", () -> connection.failures().size() == 1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("VALUE_HELD_IN_RECYCLE_BIN");
        assertThat(connection.failures().get(0).toString()).contains("" + deleted);
        assertThat(connection.backlog().path("pending").asInt()).isZero();
    }

    @Test
    void aContactThatIsAlwaysLeftOutIsListedAtTheLastAttemptAndNothingIsWritten() {
        known();
        var hanako = connection.channel().newUser("花子");
        connection.portal().readsFail(ReadFlaw.LEFT_OUT, Set.of(taro.userId()), -1);
        taro.write("hello");
        connection.channel().awaitWebhooks(Duration.ofSeconds(10));
        eventually("it is tried", () -> attempts.count() > 0);
        // that writes of others succeed shows that it is this contact's problem
        hanako.follow();
        eventually("the other is there", () -> connection.contact(hanako).isPresent());
        lastAttempt();
        eventually("it is listed", () -> connection.failures().size() == 1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("LEFT_OUT_OF_ANSWERS");
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
        assertThat(connection.value(taro, "line_last_reply_message")).isEmpty();
    }

    private void lastAttempt() {
        attempts.makeNextTheLast();
        WORLD.bean(Sync.class).changed(new ConnectionChanged(UUID.fromString(connection.id())));
    }
}
