package musubi.broadcast;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** From a link in a message to the tap of a friend, the counts, and the contact in HubSpot. */
class CountedLinksTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.delivery.undo", "0s"));

    private static final Pattern LINK = Pattern.compile("http\\S+/t/\\S+");
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari Line/14.16.0";

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private HttpResponse<String> open(String url, String agent, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(url)), agent, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String agent, String... headers) {
        request.header("User-Agent", agent);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String link(Friend friend) {
        var found = LINK.matcher(BroadcastCalls.texts(friend).getLast());
        assertThat(found.find()).as(BroadcastCalls.texts(friend).getLast()).isTrue();
        return found.group();
    }

    private String sent(String text, List<Contact> to, Map<String, Object> more) {
        var all = new HashMap<String, Object>(Map.of("message", BroadcastCalls.message(text)));
        all.putAll(more);
        return sent(to, all);
    }

    private String sent(List<Contact> to, Map<String, Object> broadcast) {
        var all = new HashMap<String, Object>(Map.of("audience", Map.of("lists", List.of(calls.list("A", to)))));
        all.putAll(broadcast);
        var id = calls.draft(all);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        return id;
    }

    private List<Contact> contacts(List<Friend> people) {
        return people.stream()
                .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                .toList();
    }

    private JsonNode counts(String id, long people, long clicks) {
        eventually(
                "clicks are counted",
                () -> calls.get(id).at("/counts/clicks").asLong(0) == clicks
                        && calls.get(id).at("/counts/clickedPeople").asLong(0) == people);
        return calls.call("GET", "/api/broadcasts/" + id + "/links", null, 200);
    }

    private long pushes() {
        return calls.connection().channel().traffic().calls("POST /v2/bot/message/push");
    }

    @Test
    void aTapLeadsOnIsCountedOnceForThePersonAndIsOnTheContact() {
        var people = calls.friends(3);
        var contacts = contacts(people);
        var id = sent("Sale: https://shop.example.com/sale?a=b and https://shop.example.com/", contacts, Map.of());
        assertThat(pushes()).isEqualTo(3);
        assertThat(people.stream().map(CountedLinksTests::link).distinct()).hasSize(3);
        var answer = open(link(people.getFirst()), PHONE);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example.com/sale?a=b");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        open(link(people.getFirst()), PHONE);
        open(link(people.get(1)), PHONE);
        var links = counts(id, 2, 3);
        assertThat(links.path("items")).hasToString("[{\"number\":1,\"variant\":null,"
                + "\"url\":\"https://shop.example.com/sale?a=b\",\"clicks\":3,\"people\":2},{\"number\":2,\"variant\":null,"
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
        assertThat(page.at("/items/0/contactId").asString("")).isEqualTo(contacts.getFirst().id());
        assertThat(page.at("/items/0/name").asString("")).isEqualTo(people.getFirst().displayName());
        assertThat(page.at("/items/0/hubspotUrl").asString("")).contains(contacts.getFirst().id());
        assertThat(rest.at("/items/0/contactId").asString("")).isEqualTo(contacts.get(1).id());
        assertThat(rest.path("next").isNull()).isTrue();
        calls.call("GET", "/api/broadcasts/" + id + "/clickers?after=x", null, 400);
        assertThat(WORLD.api("GET", "/actuator/prometheus", null).body())
                .contains("musubi_clicks_total{connection=\"" + calls.connection().id() + "\"} 3.0");
    }

    @Test
    void whoOnlyFetchesAPreviewIsNotCounted() {
        var people = calls.friends(1);
        var id = sent("https://shop.example.com/sale", contacts(people), Map.of());
        var link = link(people.getFirst());
        for (var agent : List.of(
                "facebookexternalhit/1.1;line-poker/1.0",
                "Mozilla/5.0 (compatible; LineSpider/1.0)",
                "Slackbot-LinkExpanding 1.0",
                "Mozilla/5.0 (compatible; bingbot/2.0)")) {
            var preview = open(link, agent);
            assertThat(preview.statusCode()).as(agent).isEqualTo(200);
            assertThat(preview.body()).contains("<title>shop.example.com</title>", "og:title");
            assertThat(preview.headers().map()).doesNotContainKeys("location", "set-cookie");
        }
        assertThat(open(link, PHONE, "Sec-Purpose", "prefetch;prerender").statusCode())
                .isEqualTo(200);
        assertThat(open(link, PHONE, "Purpose", "prefetch").statusCode()).isEqualTo(200);
        var head = send(HttpRequest.newBuilder(URI.create(link)).HEAD(), PHONE);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().map()).doesNotContainKey("location");
        assertThat(open(link, PHONE).statusCode()).isEqualTo(302);
        counts(id, 1, 1);
    }

    @Test
    void aTokenThatIsNoneGetsAPageInTheLanguageOfTheReader() {
        var people = calls.friends(1);
        var id = sent("https://shop.example.com/sale", contacts(people), Map.of());
        var link = link(people.getFirst());
        var cut = open(link.substring(0, link.length() - 3), PHONE, "Accept-Language", "en-US,en");
        assertThat(cut.statusCode()).isEqualTo(404);
        assertThat(cut.body()).contains("lang=\"en\"", "This link cannot be opened");
        assertThat(cut.headers().map()).doesNotContainKeys("location", "set-cookie");
        assertThat(cut.headers().firstValue("Cache-Control")).contains("no-store");
        var japanese = open(WORLD.url() + "/t/x", PHONE);
        assertThat(japanese.statusCode()).isEqualTo(404);
        assertThat(japanese.body()).contains("lang=\"ja\"", "このリンクは開けません");
        for (var path : List.of("/t/", "/t", "/t/a/b", "/t/https://evil.example/", "/t/%0d%0aLocation:x", "/t//evil.example")) {
            assertThat(open(WORLD.url() + path, PHONE).statusCode()).as(path).isIn(400, 404);
        }
        calls.call("DELETE", "/api/broadcasts/" + id, null, 204);
        assertThat(open(link, PHONE).statusCode()).isEqualTo(404);
    }

    @Test
    void oneLinkForAllNamesNobodyAndGoesByMulticast() {
        var people = calls.friends(3);
        var id = sent("https://shop.example.com/", contacts(people), Map.of("tracking", "SHARED"));
        assertThat(pushes()).isZero();
        assertThat(people.stream().map(CountedLinksTests::link).distinct()).hasSize(1);
        people.forEach(friend -> open(link(friend), PHONE));
        counts(id, 0, 3);
        assertThat(calls.call("GET", "/api/broadcasts/" + id + "/clickers", null, 200)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void withoutTrackingLinksAreAsTheyWereWritten() {
        var people = calls.friends(2);
        var id = sent("https://shop.example.com/", contacts(people), Map.of("tracking", "OFF"));
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("https://shop.example.com/"));
        assertThat(calls.call("GET", "/api/broadcasts/" + id + "/links", null, 200)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aTestLeadsOnAndIsNotCounted() {
        var people = calls.friends(1);
        var contacts = contacts(people);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("https://shop.example.com/?q=1"),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts)))));
        calls.call(
                "POST",
                "/api/broadcasts/" + id + "/test",
                Map.of("contactIds", List.of(contacts.getFirst().id())),
                200);
        var answer = open(link(people.getFirst()), PHONE);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example.com/?q=1");
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        open(link(people.getFirst()), PHONE);
        counts(id, 1, 1);
    }

    @Test
    void whatIsAddedForWebAnalyticsAndTheChoiceOfTheBrowserComeAlong() {
        var options = "/api/connections/" + calls.connection().id();
        var utm = Map.of("source", "line", "medium", "message", "campaign", "夏");
        assertThat(calls.call("PATCH", options, Map.of("options", Map.of("utm", utm)), 200)
                        .at("/options/utm/campaign")
                        .asString(""))
                .isEqualTo("夏");
        calls.call("PATCH", options, Map.of("options", Map.of("utm", Map.of("source", "line"))), 400);
        var people = calls.friends(1);
        sent(
                "https://shop.example.com/?openExternalBrowser=1&utm_source=own https://lin.ee/x",
                contacts(people),
                Map.of());
        assertThat(BroadcastCalls.texts(people.getFirst()).getLast()).endsWith("?openExternalBrowser=1 https://lin.ee/x");
        assertThat(open(link(people.getFirst()), PHONE).headers().firstValue("Location"))
                .contains("https://shop.example.com/?openExternalBrowser=1&utm_source=own&utm_medium=message"
                        + "&utm_campaign=%E5%A4%8F");
        assertThat(calls.call("PATCH", options, Map.of("options", Collections.singletonMap("utm", null)), 200)
                        .at("/options/utm")
                        .isNull())
                .isTrue();
    }

    @Test
    void aLinkWithAValueOfThePersonIsCountedToo() {
        var people = calls.friends(2);
        var contacts = List.of(
                calls.contact(people.get(0), Map.of("lastname", "山田")), calls.contact(people.get(1), Map.of("lastname", "a&b")));
        var id = sent("https://shop.example.com/p/{{ contact.lastname }}?x=1", contacts, Map.of());
        assertThat(open(link(people.get(0)), PHONE).headers().firstValue("Location"))
                .contains("https://shop.example.com/p/%E5%B1%B1%E7%94%B0?x=1");
        assertThat(open(link(people.get(1)), PHONE).headers().firstValue("Location"))
                .contains("https://shop.example.com/p/a%26b?x=1");
        assertThat(open(link(people.get(1)), "LineSpider").body())
                .contains("shop.example.com")
                .doesNotContain("a&amp;b", "a%26b");
        assertThat(counts(id, 2, 2).at("/items/0/people").asInt(0)).isEqualTo(2);
        calls.call("DELETE", "/api/broadcasts/" + id, null, 204);
        assertThat(open(link(people.getFirst()), PHONE).statusCode()).isEqualTo(404);
    }

    @Test
    void eachVariantHasLinksOfItsOwn() {
        var people = calls.friends(40);
        var id = sent(contacts(people), Map.of(
                "variants",
                List.of(
                        Map.of("name", "A", "percent", 50, "message", BroadcastCalls.message("https://a.example.com/")),
                        Map.of("name", "B", "percent", 50, "message", BroadcastCalls.message("https://b.example.com/")))));
        people.forEach(friend -> open(link(friend), PHONE));
        var items = counts(id, 40, 40).path("items");
        assertThat(items.findValues("variant")).extracting(JsonNode::asString).containsExactly("A", "B");
        assertThat(items.findValues("people").stream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(40);
    }

    @Test
    void aTextThatIsTooLongWithCountedLinksIsRefused() {
        var people = calls.friends(1);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("あ".repeat(4_950) + " https://e.com/"),
                "audience",
                Map.of("lists", List.of(calls.list("A", contacts(people))))));
        var refused = calls.call("POST", "/api/broadcasts/" + id + "/send", null, 422);
        assertThat(refused.at("/errors/0/code").asString("")).isEqualTo("LINKS_TOO_LONG");
        calls.call("PATCH", "/api/broadcasts/" + id, Map.of("tracking", "OFF"), 200);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
    }
}
