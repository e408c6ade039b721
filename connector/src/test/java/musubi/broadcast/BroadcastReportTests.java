package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The numbers of broadcasts as files, over REST. */
class BroadcastReportTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final Taps taps = new Taps(WORLD);
    private final BroadcastCalls calls = taps.calls();

    private static List<String> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(answer.body()).startsWith("\uFEFF").endsWith("\r\n");
        return answer.body().substring(1).lines().toList();
    }

    private List<String> report(String id) {
        return lines(WORLD.api("GET", "/api/broadcasts/" + id + "/report.csv", null));
    }

    private HttpResponse<String> broadcasts(String query) {
        return WORLD.api("GET", "/api/connections/" + calls.connection().id() + "/broadcasts.csv" + query, null);
    }

    @Test
    void eachNumberIsALineAndNobodyIsInIt() {
        var people = calls.friends(4);
        var contacts = new ArrayList<>(taps.contacts(people.subList(0, 3)));
        contacts.add(calls.contact(people.get(3), Map.of("line_follow", "NO")));
        var id = taps.sent("https://shop.example.com/sale?a=1,2", contacts, Map.of());
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(id, 1, 2);
        var report = report(id);
        assertThat(report)
                .contains(
                        "part,item,variant,people,clicks,share",
                        "audience,listed,,4,,",
                        "audience,lookedAt,,4,,1.0000",
                        "leftOut,blocked,,1,,0.2500",
                        "audience,recipients,,3,,0.7500",
                        "delivery,sent,,3,,1.0000",
                        "reaction,clickedPeople,,1,2,0.3333",
                        "reaction,blockedWithin72h,,0,,0.0000",
                        "link,\"https://shop.example.com/sale?a=1,2\",,1,2,0.3333");
        assertThat(report.stream().filter(line -> line.startsWith("hour,")))
                .singleElement()
                .satisfies(
                        hour -> assertThat(hour).matches("hour,\\d{4}-\\d\\d-\\d\\dT\\d\\d:00:00\\+\\d\\d:00,,1,2,"));
        people.forEach(friend -> assertThat(report.toString()).doesNotContain(friend.userId(), friend.displayName()));
        contacts.forEach(contact -> assertThat(report.toString()).doesNotContain(Taps.id(contact)));
        assertThat(WORLD.api("GET", "/api/broadcasts/" + UUID.randomUUID() + "/report.csv", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void noTitleAndNoLinkIsAFormula() {
        var people = calls.friends(1);
        var contacts = taps.contacts(people);
        for (var title : List.of("=1+1", "+81", "-1", "@SUM(A1)", "a \"quoted\", title")) {
            taps.sent("Hello", contacts, Map.of("title", title));
        }
        var file = String.join("\n", lines(broadcasts("")));
        assertThat(file).contains(",'=1+1,", ",'+81,", ",'-1,", ",'@SUM(A1),", ",\"a \"\"quoted\"\", title\",");
    }

    @Test
    void thePeriodIsOfDays() {
        var id = taps.sent("Hello", taps.contacts(calls.friends(1)), Map.of());
        assertThat(broadcasts("").body()).contains(id);
        assertThat(broadcasts("?from=2020-01-01&to=2020-12-31").body()).doesNotContain(id);
        assertThat(lines(broadcasts("?from=2020-01-01&to=2020-12-31"))).hasSize(1);
        assertThat(broadcasts("?from=2020-01-01").body()).contains(id);
        assertThat(broadcasts("?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(broadcasts("?from=2020-01-02&to=2020-01-01").statusCode()).isEqualTo(400);
        assertThat(broadcasts("?from=2001-01-01").statusCode()).isEqualTo(400);
    }

    @Test
    void eachVariantHasItsPeople() {
        var people = calls.friends(40);
        var id = taps.sent(
                taps.contacts(people),
                Map.of(
                        "variants",
                        List.of(
                                Map.of(
                                        "name",
                                        "A",
                                        "percent",
                                        50,
                                        "message",
                                        BroadcastCalls.message("https://shop.example.com/a")),
                                Map.of(
                                        "name",
                                        "B",
                                        "percent",
                                        50,
                                        "message",
                                        BroadcastCalls.message("https://shop.example.com/b")))));
        people.forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        taps.counts(id, 40, 40);
        var report = report(id);
        assertThat(List.of("A", "B").stream()
                        .mapToLong(variant -> report.stream()
                                .filter(line -> line.startsWith("variant,recipients," + variant + ","))
                                .mapToLong(line -> Long.parseLong(line.split(",", -1)[3]))
                                .sum())
                        .sum())
                .isEqualTo(40);
        assertThat(report.stream()
                        .filter(line -> line.startsWith("variant,clickedPeople,") && line.endsWith(",1.0000")))
                .hasSize(2);
    }

    @Test
    void aThousandPreviewsCountNothing() {
        var people = calls.friends(1_000);
        var id = taps.sent("https://shop.example.com/sale", taps.contacts(people), Map.of());
        IntStream.range(0, people.size())
                .parallel()
                .forEach(number -> assertThat(taps.open(
                                        Taps.link(people.get(number)),
                                        number % 2 == 0
                                                ? "facebookexternalhit/1.1;line-poker/1.0"
                                                : "Mozilla/5.0 (compatible; LineSpider/1.0)")
                                .statusCode())
                        .isEqualTo(200));
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(id, 1, 1);
        assertThat(report(id)).contains("reaction,clickedPeople,,1,1,0.0010");
    }
}
