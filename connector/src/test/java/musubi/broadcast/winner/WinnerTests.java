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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.broadcast.BroadcastCalls;
import musubi.broadcast.Taps;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A part gets one of the variants, and the rest the winner: over REST, with phones that are tapped. */
class WinnerTests {

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

    private long sent(String path) {
        return calls.connection().channel().traffic().calls("POST /v2/bot/message/" + path);
    }

    @Test
    void theRestGetsTheVariantThatWasClickedMoreOften() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        var before = calls.get(id);
        assertThat(before.at("/counts/recipients").asInt(0)).isEqualTo(PEOPLE);
        var waits = before.path("winner");
        assertThat(waits.path("held").asInt(0)).isEqualTo(rest.size()).isBetween(10, 50);
        assertThat(text(waits, "waitsFor")).isEqualTo("CLICK_RATE");
        assertThat(Instant.parse(text(waits, "decidesAt")))
                .isEqualTo(Instant.parse(text(waits, "waitsSince")).plus(HOUR));
        assertThat(waits.path("decided").isNull()).isTrue();
        click(having(people, "B"));
        click(having(people, "A").subList(0, 1));
        var clicked = having(people, "B").size() + 1;
        taps.counts(id, clicked, clicked);
        var tested = List.of(having(people, "A").size(), having(people, "B").size());

        WORLD.clock().advance(HOUR);
        var done = calls.reaches(id, "DONE");
        haveOne(people, rest, "B");
        assertThat(done.at("/counts/sent").asInt(0)).isEqualTo(PEOPLE);
        assertThat(done.at("/winner/held").asInt(-1)).isZero();
        assertThat(text(done.path("winner"), "waitsFor")).isEmpty();
        assertThat(text(done.at("/winner/decided"), "variant")).isEqualTo("B");
        assertThat(text(done.at("/winner/decided"), "by")).isEqualTo("CLICK_RATE");
        assertThat(winners.heldRows(id)).isZero();
        winners.choose(id, "A", 409);

        click(rest.subList(0, 2));
        var links = taps.counts(id, clicked + 2, clicked + 2).path("items");
        assertThat(links.valueStream()
                        .map(link -> "%s %s %s"
                                .formatted(
                                        text(link, "variant"),
                                        link.path("remainder").asBoolean(false),
                                        link.path("people").asInt(0)))
                        .toList())
                .containsExactly("A false 1", "B false " + tested.get(1), "B true 2");
        var report = WORLD.api("GET", "/api/broadcasts/" + id + "/report.csv", null)
                .body()
                .lines()
                .toList();
        assertThat(report)
                .contains(
                        "variant,recipients,A,%d,,".formatted(tested.get(0)),
                        "variant,recipients,B,%d,,".formatted(tested.get(1)),
                        "variant,clickedPeople,B,%d,%d,1.0000".formatted(tested.get(1), tested.get(1)),
                        "winner,CLICK_RATE,B,,,",
                        "remainder,recipients,B,%d,,".formatted(rest.size()))
                .anySatisfy(line -> assertThat(line).startsWith("remainder,clickedPeople,B,2,2,"))
                .anySatisfy(line -> assertThat(line).startsWith("remainderLink,https://shop.example.com/b,B,2,2,"))
                .noneSatisfy(line -> assertThat(line).startsWith("remainderLink,https://shop.example.com/a"));
    }

    /** Their messages are the same for all, and go to many people a call. */
    @Test
    void theRestGetsTheVariantThatAPersonChooses() {
        var id = winners.held(people, plain(BY_HAND));
        var rest = rest(people);
        assertThat(text(winners.winner(id), "waitsFor")).isEqualTo("HAND");
        assertThat(winners.winner(id).path("decidesAt").isNull()).isTrue();
        WORLD.clock().advance(Duration.ofDays(4));
        winners.choose(id, "C", 422);
        assertThat(rest(people)).hasSameSizeAs(rest);
        winners.choose(id, "A", 204);
        var done = calls.reaches(id, "DONE");
        haveOne(people, rest, "A");
        assertThat(text(done.at("/winner/decided"), "by")).isEqualTo("HAND");
        assertThat(done.at("/counts/sent").asInt(0)).isEqualTo(PEOPLE);
        assertThat(sent("multicast")).isPositive();
        assertThat(sent("push")).isZero();
        winners.choose(id, "A", 409);
    }

    /** One link for all who get a variant: how many people clicked is not known, and how often they did is. */
    @Test
    void clicksOnTheSameLinkForAllDecideToo() {
        var all = new HashMap<>(linked(BY_CLICKS));
        all.put("tracking", "SHARED");
        var id = winners.held(people, all);
        var rest = rest(people);
        // few may have B, of whom one is much
        click(having(people, "A"));
        click(having(people, "B").subList(0, 1));
        var clicks = having(people, "A").size() + 1;
        taps.counts(id, 0, clicks);
        WORLD.clock().advance(HOUR);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "A");
        assertThat(sent("push")).isZero();
        click(rest.subList(0, 1));
        assertThat(taps.counts(id, 0, clicks + 1)
                        .path("items")
                        .valueStream()
                        .filter(link -> link.path("remainder").asBoolean(false)))
                .singleElement()
                .satisfies(link -> assertThat(link.path("clicks").asInt(0)).isOne());
    }

    @Test
    void aPersonMayDecideBeforeTheClicksDo() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        click(having(people, "B"));
        winners.choose(id, "A", 204);
        calls.reaches(id, "DONE");
        haveOne(people, rest, "A");
    }

    @Test
    void withoutAClickAPersonDecides() {
        var id = winners.held(people, linked(BY_CLICKS));
        var rest = rest(people);
        WORLD.clock().advance(HOUR);
        eventually(
                "a person has to", () -> text(winners.winner(id), "undecided").equals("NO_CLICKS"));
        assertThat(text(winners.winner(id), "waitsFor")).isEqualTo("HAND");
        // from now on clicks decide nothing
        click(having(people, "B"));
        taps.counts(id, having(people, "B").size(), having(people, "B").size());
        assertThat(text(calls.get(id), "state")).isEqualTo("SENDING");
        assertThat(rest(people)).hasSameSizeAs(rest);
        winners.choose(id, "A", 204);
        assertThat(text(calls.reaches(id, "DONE").at("/winner/decided"), "by")).isEqualTo("HAND");
        haveOne(people, rest, "A");
    }

    /** A database that was restored from a back-up may say so, and the rest have their message. */
    @Test
    void ofManyDecisionsAtOnceOneCounts() {
        var id = winners.held(people, plain(BY_HAND));
        var rest = rest(people);
        var answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> WORLD.api(
                                "POST", "/api/broadcasts/" + id + "/winner", Map.of("variant", i % 2 == 0 ? "A" : "B"))
                        .statusCode())
                .toList();
        assertThat(answers).containsOnly(204, 409).containsOnlyOnce(204);
        haveOne(people, rest, text(calls.reaches(id, "DONE").at("/winner/decided"), "variant"));
    }

    /** What waits for LINE was made, and may wait for a day. */
    @Test
    void callsWithoutAnOutcomeDoNotHoldUpTheDecision() {
        WORLD.line().faults().add(Fault.of(Kind.CUT_BEFORE, "POST", "/v2/bot/message/push", -1, Duration.ZERO));
        var id = winners.draft(people, linked(BY_HAND));
        winners.send(id);
        eventually("all were made", () -> !winners.winner(id).path("waitsSince").isNull());
        assertThat(rest(people)).hasSize(PEOPLE);
        winners.choose(id, "B", 204);
        WORLD.line().faults().clear();
        calls.reaches(id, "DONE");
        assertThat(people).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
        assertThat(having(people, "B").size()).isGreaterThan(having(people, "A").size());
    }

    /** One of the others is still waited for. */
    @Test
    void theRestDoesNotWaitForAnAnswerToTheOthers() {
        WORLD.line().faults().add(Fault.of(Kind.DELAY, "POST", "/v2/bot/message/push", 1, Duration.ofSeconds(8)));
        var id = winners.draft(people, linked(BY_HAND));
        winners.send(id);
        eventually("all were made", () -> !winners.winner(id).path("waitsSince").isNull());
        var held = winners.winner(id).path("held").asInt(0);
        winners.choose(id, "B", 204);
        eventually("all but one have it", () -> rest(people).size() == 1);
        assertThat(calls.get(id).at("/counts/sent").asInt(0)).isLessThan(PEOPLE);
        assertThat(having(people, "B")).hasSizeGreaterThanOrEqualTo(held);
        calls.reaches(id, "DONE");
        assertThat(people).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }

    /** Who cannot get one of the variants is not one of the rest: it may be the winner. */
    @Test
    void whoCannotGetOneOfTheVariantsIsLeftOut() {
        var id = winners.draft(
                people,
                Map.of(
                        "variants",
                        List.of(
                                WinnerCalls.variant("A", 25, "A"),
                                WinnerCalls.variant("B", 25, "B {{ contact.city }}")),
                        "winner",
                        BY_HAND));
        winners.send(id);
        var done = calls.reaches(id, "DONE");
        assertThat(done.at("/counts/sent").asInt(0))
                .isEqualTo(having(people, "A").size());
        assertThat(done.at("/counts/leftOut/missingValue").asInt(0))
                .isEqualTo(PEOPLE - having(people, "A").size());
        assertThat(done.at("/winner/decided").isNull()).isTrue();
    }
}
