package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.sandbox.http.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Names under which LINE counts who opened messages. The clock stands at 18:00 in Japan on the first day of a month. */
class UnitsTests {

    private static final String LINK = "https://shop.example.com/?a=b&c=\\\"d";
    private static final String STATISTICS = "/v2/bot/insight/message/event/aggregation?customAggregationUnit=";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 13);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final Caller caller = new Caller(line.url(), channel.accessToken());
    private final List<Friend> people = channel.crowd(25);

    @AfterEach
    void close() {
        line.close();
    }

    private Caller.Reply multicast(String units) {
        return caller.post("/v2/bot/message/multicast", """
                {"to": [%s], "messages": [{"type": "text", "text": "a"}, {"type": "text", "text": "%s"}],
                 "customAggregationUnits": %s}""".formatted(
                people.stream().map(friend -> "\"" + friend.userId() + "\"").collect(Collectors.joining(",")),
                LINK,
                units));
    }

    private JsonNode statistics(String unit, String from, String to) {
        return caller.get(STATISTICS + unit + "&from=" + from + "&to=" + to).json();
    }

    private JsonNode names() {
        return caller.get("/v2/bot/message/aggregation/info").json().path("numOfCustomAggregationUnits");
    }

    @Test
    void peopleAreCountedOnTheNextDayForFourteenDays() {
        assertThat(multicast("[\"sale_A\"]").status()).isEqualTo(200);
        people.subList(0, 20).forEach(Friend::look);
        people.subList(0, 19).forEach(friend -> friend.click(LINK.replace("\\", "")));
        people.getFirst().look();
        var today = statistics("sale_A", "20260301", "20260301");
        assertThat(today.at("/overview/uniqueImpression").isNull()).isTrue();
        clock.advance(Duration.ofHours(6));
        var counted = statistics("sale_A", "20260301", "20260331");
        assertThat(counted.at("/overview/uniqueImpression").asLong()).isEqualTo(20);
        assertThat(counted.at("/overview/uniqueClick").isNull()).as("19 people").isTrue();
        assertThat(counted.at("/messages/1/impression").asLong()).isEqualTo(40);
        assertThat(counted.at("/messages/1/uniqueImpression").asLong()).isEqualTo(20);
        assertThat(counted.at("/messages/1/mediaPlayed").isNull()).isTrue();
        assertThat(counted.at("/clicks/0/click").isNull()).isTrue();
        assertThat(counted.at("/clicks/0/url").asString()).isEqualTo(LINK.replace("\\", ""));
        assertThat(statistics("sale_a", "20260301", "20260331")
                        .at("/overview/uniqueImpression")
                        .isNull())
                .isTrue();
        people.get(20).look();
        clock.advance(Duration.ofDays(14));
        people.get(21).look();
        clock.advance(Duration.ofDays(1));
        assertThat(statistics("sale_A", "20260301", "20260331")
                        .at("/overview/uniqueImpression")
                        .asLong())
                .as("the last one came too late")
                .isEqualTo(21);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithoutWords() {
        for (var query : List.of(
                "sale&from=20260301&to=20260401",
                "sale&from=20260302&to=20260301",
                "sale&from=20260301",
                "sale&from=x&to=20260301",
                "sale-1&from=20260301&to=20260301")) {
            var refused = caller.get(STATISTICS + query);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).isEqualTo("{\"message\":null,\"key\":null,\"stacktrace\":null,\"code\":null}");
        }
        IntStream.range(5, 60).forEach(_ -> statistics("sale", "20260301", "20260301"));
        assertThat(caller.get(STATISTICS + "sale&from=20260301&to=20260301").status())
                .isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(caller.get(STATISTICS + "sale&from=20260301&to=20260301").status())
                .isEqualTo(200);
    }

    @Test
    void aMonthHasAThousandNames() {
        assertThat(multicast("[\"a\", \"b\"]").status()).isEqualTo(400);
        assertThat(multicast("[\"a-b\"]").status()).isEqualTo(400);
        assertThat(names().asInt()).isZero();
        channel.rateLimits(false);
        IntStream.range(0, 1_001).forEach(one -> multicast("[\"unit_" + one + "\"]"));
        assertThat(names().asInt()).isEqualTo(1_000);
        people.forEach(Friend::look);
        clock.advance(Duration.ofHours(6));
        assertThat(statistics("unit_999", "20260301", "20260301")
                        .at("/overview/uniqueImpression")
                        .asLong())
                .isEqualTo(25);
        assertThat(statistics("unit_1000", "20260301", "20260301")
                        .at("/overview/uniqueImpression")
                        .isNull())
                .as("one too many")
                .isTrue();
        var page = caller.get("/v2/bot/message/aggregation/list").json();
        assertThat(page.path("customAggregationUnits")).hasSize(100);
        var next = caller.get("/v2/bot/message/aggregation/list?limit=1&start="
                        + page.path("next").asString())
                .json();
        assertThat(next.at("/customAggregationUnits/0").asString()).isEqualTo("unit_100");
        clock.advance(Duration.ofDays(31));
        assertThat(names().asInt()).as("in the next month").isZero();
        multicast("[\"unit_1000\"]");
        assertThat(names().asInt()).isOne();
    }
}
