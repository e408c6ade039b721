package musubi.broadcast.opens;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.broadcast.BroadcastCalls;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.opens.Opens.Untold;
import musubi.connection.Connections;
import musubi.line.LineChannel;
import musubi.line.LineMessages;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who opened a broadcast, as LINE counts it: by names that its messages carry, on the days after. */
class OpensTests {

    static final String STATISTICS = "GET /v2/bot/insight/message/event/aggregation";
    private static final String PUSH = "/v2/bot/message/push";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private String list = "";
    private final UUID connectionId = UUID.fromString(calls.connection().id());

    /** Far from midnight in Japan, so that a test has one day. */
    @BeforeEach
    void noon() {
        var now = WORLD.clock().instant().atZone(UnitNames.ZONE);
        var noon = now.with(LocalTime.NOON);
        WORLD.clock().advance(Duration.between(now, noon.isAfter(now) ? noon : noon.plusDays(1)));
        calls.connection().channel().rateLimits(true);
    }

    @AfterEach
    void nothingIsLeft() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connectionId, null);
    }

    private static void days(int days) {
        WORLD.clock().advance(Duration.ofDays(days));
    }

    private static void read() {
        WORLD.bean(ReadOpens.class).read();
    }

    private LineChannel channel() {
        return WORLD.bean(Connections.class).lineChannel(connectionId);
    }

    private List<Friend> friends(int people) {
        var friends = calls.friends(people);
        list = calls.list(
                "A",
                friends.stream()
                        .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                        .toList());
        return friends;
    }

    private String sent(Map<String, Object> more) {
        var all = new HashMap<String, Object>(
                Map.of("audience", Map.of("lists", List.of(list)), "tracking", "OFF", "title", "Sale"));
        all.putAll(more);
        var id = calls.draft(all);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    private String sent() {
        return sent(Map.of("message", BroadcastCalls.message("Hello https://shop.example.com/")));
    }

    private JsonNode line(String id) {
        return calls.get(id).path("line");
    }

    private Opens opens(String id) {
        return WORLD.bean(LineSays.class).opens(UUID.fromString(id));
    }

    @Test
    void whoOpenedIsToldFromTheNextDayOnUntilLineChangesItNoMore() {
        var people = friends(25);
        var id = sent();
        people.subList(0, 21).forEach(Friend::look);
        people.subList(0, 20).forEach(friend -> friend.click("https://shop.example.com/"));
        read();
        assertThat(line(id))
                .hasToString("{\"counted\":null,\"openedPeople\":null,\"openedUntold\":\"NOT_YET\",\"asOf\":null}");
        assertThat(calls.connection().channel().traffic().calls(STATISTICS)).isZero();
        days(1);
        read();
        assertThat(line(id).path("openedPeople").asLong()).isEqualTo(21);
        assertThat(line(id).path("openedUntold").isNull()).isTrue();
        assertThat(line(id).path("asOf").asString(""))
                .startsWith(WORLD.clock().instant().toString().substring(0, 13));
        var variant = opens(id).variants().getFirst();
        assertThat(variant.clicked()).hasValue(20);
        assertThat(variant.isFinal()).isFalse();
        people.get(21).look();
        read();
        assertThat(calls.connection().channel().traffic().calls(STATISTICS))
                .as("once a day")
                .isOne();
        days(2);
        read();
        assertThat(line(id).path("openedPeople").asLong()).isEqualTo(22);
        days(13);
        read();
        assertThat(opens(id).variants().getFirst().isFinal()).isTrue();
        days(1);
        read();
        assertThat(calls.connection().channel().traffic().calls(STATISTICS)).isEqualTo(3);
        assertThat(line(id).path("openedPeople").asLong()).isEqualTo(22);
    }

    @Test
    void fewerThanTwentyIsToldAsThat() {
        var people = friends(25);
        var id = sent();
        people.subList(0, 19).forEach(Friend::look);
        days(1);
        read();
        assertThat(line(id).path("openedPeople").isNull()).isTrue();
        assertThat(line(id).path("openedUntold").asString("")).isEqualTo("FEWER_THAN_20");
        assertThat(line(id).path("asOf").isNull()).isFalse();
        assertThat(opens(id).variants().getFirst().asOf()).isPresent();
    }

    @Test
    void eachVariantHasItsOwnNumber() {
        var people = friends(60);
        var id = sent(Map.of(
                "tracking",
                "PERSON",
                "variants",
                List.of(
                        Map.of(
                                "name",
                                "A",
                                "percent",
                                50,
                                "message",
                                BroadcastCalls.message("A https://shop.example.com/")),
                        Map.of(
                                "name",
                                "B",
                                "percent",
                                50,
                                "message",
                                BroadcastCalls.message("B {{ contact.lastname }}")))));
        var byVariant = people.stream()
                .collect(Collectors.groupingBy(
                        friend -> BroadcastCalls.texts(friend).getLast().substring(0, 1)));
        var ofA = byVariant.getOrDefault("A", List.of());
        var ofB = byVariant.getOrDefault("B", List.of());
        assertThat(ofA.size()).isGreaterThanOrEqualTo(20);
        assertThat(ofB.size()).isGreaterThanOrEqualTo(20);
        ofA.subList(0, 20).forEach(Friend::look);
        ofB.forEach(Friend::look);
        assertThat(WORLD.bean(LineMessages.class).usedUnits(channel())).isEqualTo(2);
        days(1);
        read();
        assertThat(line(id).path("openedUntold").asString(""))
                .as("of one of two")
                .isEqualTo("NOT_YET");
        WORLD.clock().advance(ReadOpens.PACE);
        read();
        assertThat(opens(id).variants().stream().map(one -> one.opened().orElse(0)))
                .containsExactly(20L, (long) ofB.size());
        assertThat(line(id).path("openedPeople").asLong()).isEqualTo(20 + ofB.size());
    }

    @Test
    void aRepeatedCallHasTheSameBodyWhateverLineSaysMeanwhile() {
        var people = friends(3);
        WORLD.line().faults().add(Fault.answerAfter("POST", PUSH, 3, 500, "{\"message\":\"Internal error\"}"));
        var id = sent(Map.of("message", BroadcastCalls.message("{{ contact.lastname }}")));
        assertThat(calls.get(id).at("/counts/sent").asLong()).isEqualTo(3);
        assertThat(people)
                .allSatisfy(friend -> assertThat(friend.receivedCalls()).isOne());
        var before = WORLD.bean(UnitNames.class).of(UUID.fromString(id), connectionId, 1);
        assertThat(before.getFirst()).matches("[a-zA-Z0-9_]{1,30}");
        OtherNames.use(calls.connection(), people.getFirst(), 950);
        assertThat(WORLD.bean(UnitNames.class).of(UUID.fromString(id), connectionId, 1))
                .as("on another node, or after a crash")
                .isEqualTo(before);
    }

    @Test
    void namesAreSharedFromNineHundredOnAndTheReportSaysSo() {
        var people = friends(25);
        OtherNames.use(calls.connection(), people.getFirst(), 899);
        var own = sent();
        var shared = sent();
        var too = sent();
        people.subList(0, 22).forEach(Friend::look);
        assertThat(WORLD.bean(LineMessages.class).usedUnits(channel()))
                .as("899, one of its own, one for two")
                .isEqualTo(901);
        days(1);
        for (var each = 0; each < 3; each++) {
            read();
            WORLD.clock().advance(ReadOpens.PACE);
        }
        assertThat(line(own).path("openedPeople").asLong()).isEqualTo(22);
        for (var id : List.of(shared, too)) {
            assertThat(line(id).path("openedPeople").isNull()).isTrue();
            assertThat(line(id).path("openedUntold").asString("")).isEqualTo("SHARED");
            assertThat(opens(id).variants().getFirst().openedOfAll())
                    .as("people who opened one of the two")
                    .hasValue(22);
        }
        assertThat(calls.connection().channel().traffic().calls(STATISTICS)).isEqualTo(2);
    }

    @Test
    void aBroadcastIsSentWhereNoNameIsLeft() {
        var people = friends(2);
        OtherNames.use(calls.connection(), people.getFirst(), 1_000);
        var id = sent();
        assertThat(people.getLast().receivedCalls()).isOne();
        assertThat(line(id).path("openedUntold").asString("")).isEqualTo("NO_NAME");
        assertThat(opens(id).untold()).contains(Untold.NO_NAME);
    }

    @Test
    void noMessageWaitsForNames() {
        friends(1);
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "GET", "/v2/bot/message/aggregation/info", -1, 500, "{\"message\":\"Internal error\"}"));
        var id = sent();
        assertThat(opens(id).untold()).contains(Untold.NOT_YET);
    }

    @Test
    void whatIsTakenBackTakesItsNameBack() {
        friends(1);
        var at = WORLD.clock().instant().plus(Duration.ofSeconds(45));
        var id = calls.draft(Map.of(
                "audience",
                Map.of("lists", List.of(list)),
                "message",
                BroadcastCalls.message("Hello"),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        assertThat(opens(id).variants()).hasSize(1);
        WORLD.bean(Broadcasts.class).takeBack(UUID.fromString(id));
        assertThat(opens(id).variants()).isEmpty();
        assertThat(Stream.of(line(id).path("openedUntold").isNull())).containsOnly(true);
        assertThat(json(WORLD.api("GET", "/api/broadcasts/" + id, null))
                        .path("state")
                        .asString(""))
                .isEqualTo("DRAFT");
    }
}
