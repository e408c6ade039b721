package musubi.broadcast.winner;

import static musubi.broadcast.winner.WinnerCalls.BY_CLICKS;
import static musubi.broadcast.winner.WinnerCalls.BY_HAND;
import static musubi.broadcast.winner.WinnerCalls.haveOne;
import static musubi.broadcast.winner.WinnerCalls.having;
import static musubi.broadcast.winner.WinnerCalls.linked;
import static musubi.broadcast.winner.WinnerCalls.plain;
import static musubi.broadcast.winner.WinnerCalls.rest;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import musubi.broadcast.BroadcastCalls;
import musubi.broadcast.Taps;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** While the rest waits for the winner, the broadcast is paused, moved, cancelled, and Musubi started again. */
class WinnerWaitsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final int PEOPLE = 60;
    private static final Duration HOUR = Duration.ofHours(1);

    private final WinnerCalls winners = new WinnerCalls(WORLD);
    private final Taps taps = winners.taps();
    private final BroadcastCalls calls = winners.calls();
    private final List<Friend> people = calls.friends(PEOPLE);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + calls.connection().id(), null);
    }

    private void click(List<Friend> friends) {
        friends.forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private String does(String id, String act, int status) {
        calls.call("POST", "/api/broadcasts/" + id + "/" + act, null, status);
        return id;
    }

    @Test
    void cancelledItLeavesTheRestWithoutAMessageAndNothingRests() {
        var id = winners.held(people, linked(BY_HAND));
        var rest = rest(people);
        does(id, "cancel", 204);
        eventually("nothing rests", () -> winners.heldRows(id) == 0);
        winners.choose(id, "A", 409);
        assertThat(rest(people)).hasSameSizeAs(rest);
        var counts = calls.get(id).path("counts");
        assertThat(counts.path("sent").asInt(0)).isEqualTo(PEOPLE - rest.size());
        assertThat(counts.path("recipients").asInt(0)).isEqualTo(PEOPLE);
        assertThat(calls.get(id).at("/winner/held").asInt(-1)).isZero();
    }

    @Test
    void pausedItSendsNothingAndDecidesNothing() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        click(having(people, "B"));
        taps.counts(id, having(people, "B").size(), having(people, "B").size());
        does(id, "pause", 204);
        WORLD.clock().advance(HOUR.multipliedBy(3));
        assertThat(winners.winner(id).path("decided").isNull()).isTrue();
        assertThat(text(winners.winner(id), "waitsFor")).isEmpty();
        does(id, "resume", 204);
        assertThat(text(calls.reaches(id, "DONE").at("/winner/decided"), "variant"))
                .isEqualTo("B");
        haveOne(people, rest, "B");
    }

    @Test
    void whatIsChosenWhilePausedGoesOutWhenItGoesOn() {
        var id = winners.held(people, plain(BY_HAND));
        var rest = rest(people);
        does(id, "pause", 204);
        winners.choose(id, "B", 204);
        assertThat(text(calls.get(id), "state")).isEqualTo("PAUSED");
        assertThat(winners.heldRows(id)).isPositive();
        does(id, "resume", 204);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "B");
    }

    @Test
    void afterARestartItGoesOnWaiting() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        click(having(people, "A"));
        taps.counts(id, having(people, "A").size(), having(people, "A").size());
        var waits = winners.winner(id);
        WORLD.stop();
        WORLD.start();
        assertThat(winners.winner(id)).isEqualTo(waits);
        WORLD.clock().advance(HOUR);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "A");
    }

    @Test
    void aTimeThatWasMissedIsAskedAbout() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        click(having(people, "A"));
        taps.counts(id, having(people, "A").size(), having(people, "A").size());
        WORLD.clock().advance(HOUR.plusMinutes(16));
        assertThat(text(calls.reaches(id, "PAUSED").path("pause"), "reason")).isEqualTo("MISSED");
        assertThat(rest(people)).hasSameSizeAs(rest);
        does(id, "resume", 204);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "A");
    }

    @Test
    void movedItIsPreparedAgainAndNothingRestsOfBefore() {
        var all = new HashMap<>(plain(BY_HAND));
        all.put("at", WORLD.clock().instant().plusSeconds(50).toString());
        var id = winners.draft(people, all);
        winners.send(id);
        calls.reaches(id, "READY");
        assertThat(winners.heldRows(id)).isPositive();
        winners.choose(id, "A", 409);
        calls.call(
                "PATCH",
                "/api/broadcasts/" + id,
                Map.of("at", WORLD.clock().instant().plus(Duration.ofHours(2)).toString()),
                200);
        assertThat(winners.heldRows(id)).isZero();
        WORLD.clock().advance(Duration.ofHours(2).minusSeconds(20));
        calls.reaches(id, "READY");
        WORLD.clock().advance(Duration.ofSeconds(20));
        winners.waits(id);
        var rest = rest(people);
        winners.choose(id, "B", 204);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "B");
    }

    /**
     * A database that was restored from before the decision decides otherwise: LINE knows the keys. Of a multicast it says so by the first
     * of them, and a person is asked.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherDecisionOfARestoredDatabaseIsNoSecondMessage(boolean multicast) {
        var id = winners.held(people, multicast ? plain(BY_HAND) : linked(BY_HAND));
        var rest = rest(people);
        keep(id);
        winners.choose(id, "A", 204);
        calls.reaches(id, "DONE");
        restore(id);
        winners.choose(id, "B", 204);
        if (multicast) {
            assertThat(text(calls.reaches(id, "PAUSED").path("pause"), "reason"))
                    .isEqualTo("RESTORED");
            does(id, "resume", 204);
        }
        assertThat(calls.reaches(id, "DONE").at("/counts/sent").asInt(0)).isEqualTo(PEOPLE);
        haveOne(people, rest, "A");
    }

    private static void keep(String id) {
        sql("drop table if exists kept_held, kept_delivery", List.of());
        sql("create table kept_held as select * from delivery_held where delivery_id = ?::uuid", List.of(id));
        sql("create table kept_delivery as select * from delivery where id = ?::uuid", List.of(id));
    }

    private static void restore(String id) {
        sql(
                "insert into delivery_held (delivery_id, retry_key, recipients, sealed, wave)"
                        + " select delivery_id, retry_key, recipients, sealed, wave from kept_held order by position",
                List.of());
        sql("""
                update delivery d set state = k.state, data_key = k.data_key, messages = k.messages, held = k.held,
                    held_since = k.held_since, released = k.released, sent = k.sent, ended_at = k.ended_at
                from kept_delivery k where d.id = k.id
                """, List.of());
        sql(
                "update broadcast set decided_variant = null, decided_at = null, decided_by = null where id = ?::uuid",
                List.of(id));
        sql("delete from broadcast_variant where delivery_id = ?::uuid and variant > 1", List.of(id));
        sql("drop table kept_held, kept_delivery", List.of());
    }

    private static void sql(String statement, List<String> parameters) {
        WORLD.database().jdbc().sql(statement).params(parameters).update();
    }
}
