package musubi.broadcast;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From a link in a message to the tap of a friend, the counts, and the contact in HubSpot. */
class CountedLinksTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final Taps taps = new Taps(WORLD);
    private final BroadcastCalls calls = taps.calls();

    @Test
    void aTapLeadsOnIsCountedOnceForThePersonAndIsOnTheContact() {
        var people = calls.friends(3);
        var contacts = taps.contacts(people);
        var id = taps.sent("Sale: https://shop.example.com/sale?a=b and https://shop.example.com/", contacts, Map.of());
        assertThat(taps.pushes()).isEqualTo(3);
        assertThat(people.stream().map(Taps::link).distinct()).hasSize(3);
        var answer = taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example.com/sale?a=b");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.open(Taps.link(people.get(1)), Taps.PHONE);
        var links = taps.counts(id, 2, 3);
        assertThat(links.path("items"))
                .hasToString("[{\"number\":1,\"variant\":null,\"remainder\":false,"
                        + "\"url\":\"https://shop.example.com/sale?a=b\",\"clicks\":3,\"people\":2},{\"number\":2,\"variant\":null,\"remainder\":false,"
                        + "\"url\":\"https://shop.example.com/\",\"clicks\":0,\"people\":0}]");
        eventually(
                "the contacts say so",
                () -> people.stream()
                                .filter(friend -> !calls.connection()
                                        .value(friend, "line_last_broadcast_click_date")
                                        .isEmpty())
                                .count()
                        == 2);
        assertThat(calls.connection().value(people.get(2), "line_last_broadcast_click_date"))
                .isEmpty();
        var page = calls.call("GET", "/api/broadcasts/" + id + "/clickers?limit=1", null, 200);
        var rest = calls.call(
                "GET",
                "/api/broadcasts/" + id + "/clickers?after=" + page.path("next").asString(""),
                null,
                200);
        assertThat(page.at("/items/0/contactId").asString("")).isEqualTo(Taps.id(contacts.getFirst()));
        assertThat(page.at("/items/0/name").asString(""))
                .isEqualTo(people.getFirst().displayName());
        assertThat(page.at("/items/0/hubspotUrl").asString("")).contains(Taps.id(contacts.getFirst()));
        assertThat(rest.at("/items/0/contactId").asString("")).isEqualTo(Taps.id(contacts.get(1)));
        assertThat(rest.path("next").isNull()).isTrue();
        calls.call("GET", "/api/broadcasts/" + id + "/clickers?after=x", null, 400);
        assertThat(WORLD.api("GET", "/actuator/prometheus", null).body())
                .contains(
                        "musubi_clicks_total{connection=\"" + calls.connection().id() + "\"} 3.0");
    }

    @Test
    void noTapWaitsForTheDatabase() {
        var people = calls.friends(2);
        var id = taps.sent("https://shop.example.com/sale", taps.contacts(people), Map.of());
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        var database = new TransactionTemplate(
                new DataSourceTransactionManager(WORLD.database().dataSource()));
        database.executeWithoutResult(_ -> {
            new JdbcTemplate(WORLD.database().dataSource())
                    .execute("lock table tracked, tracked_link, click_count, click_person in access exclusive mode");
            people.forEach(friend -> assertThat(
                            taps.open(Taps.link(friend), Taps.PHONE).statusCode())
                    .isEqualTo(302));
        });
        taps.counts(id, 2, 3);
    }

    @Test
    void whoOnlyFetchesAPreviewIsNotCounted() {
        var people = calls.friends(1);
        var id = taps.sent("https://shop.example.com/sale", taps.contacts(people), Map.of());
        var link = Taps.link(people.getFirst());
        for (var agent : List.of(
                "facebookexternalhit/1.1;line-poker/1.0",
                "Mozilla/5.0 (compatible; LineSpider/1.0)",
                "Slackbot-LinkExpanding 1.0",
                "Mozilla/5.0 (compatible; bingbot/2.0)")) {
            var preview = taps.open(link, agent);
            assertThat(preview.statusCode()).as(agent).isEqualTo(200);
            assertThat(preview.body()).contains("<title>shop.example.com</title>", "og:title");
            assertThat(preview.headers().map()).doesNotContainKeys("location", "set-cookie");
        }
        assertThat(taps.open(link, Taps.PHONE, "Sec-Purpose", "prefetch;prerender")
                        .statusCode())
                .isEqualTo(200);
        assertThat(taps.open(link, Taps.PHONE, "Purpose", "prefetch").statusCode())
                .isEqualTo(200);
        var head = taps.send(HttpRequest.newBuilder(URI.create(link)).HEAD(), Taps.PHONE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().map()).doesNotContainKey("location");
        assertThat(taps.open(link, Taps.PHONE).statusCode()).isEqualTo(302);
        taps.counts(id, 1, 1);
    }

    @Test
    void aTokenThatIsNoneGetsAPageInTheLanguageOfTheReader() {
        var people = calls.friends(1);
        var id = taps.sent("https://shop.example.com/sale", taps.contacts(people), Map.of());
        var link = Taps.link(people.getFirst());
        var cut = taps.open(link.substring(0, link.length() - 3), Taps.PHONE, "Accept-Language", "en-US,en");
        assertThat(cut.statusCode()).isEqualTo(404);
        assertThat(cut.body()).contains("lang=\"en\"", "This link cannot be opened");
        assertThat(cut.headers().map()).doesNotContainKeys("location", "set-cookie");
        assertThat(cut.headers().firstValue("Cache-Control")).contains("no-store");
        var japanese = taps.open(WORLD.url() + "/t/x", Taps.PHONE);
        assertThat(japanese.statusCode()).isEqualTo(404);
        assertThat(japanese.body()).contains("lang=\"ja\"", "このリンクは開けません");
        for (var path :
                List.of("/t/", "/t", "/t/a/b", "/t/https://evil.example/", "/t/%0d%0aLocation:x", "/t//evil.example")) {
            assertThat(taps.open(WORLD.url() + path, Taps.PHONE).statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        calls.call("DELETE", "/api/broadcasts/" + id, null, 204);
        assertThat(taps.open(link, Taps.PHONE).statusCode()).isEqualTo(404);
    }

    @Test
    void aTestLeadsOnAndIsNotCounted() {
        var people = calls.friends(1);
        var contacts = taps.contacts(people);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("https://shop.example.com/?q=1"),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts)))));
        calls.call(
                "POST",
                "/api/broadcasts/" + id + "/test",
                Map.of("contactIds", List.of(Taps.id(contacts.getFirst()))),
                200);
        var answer = taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example.com/?q=1");
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        taps.open(Taps.link(people.getFirst()), Taps.PHONE);
        taps.counts(id, 1, 1);
    }
}
