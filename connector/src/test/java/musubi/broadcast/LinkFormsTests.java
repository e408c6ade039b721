package musubi.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Links for each person, for all, with values, with what is added to them, and those that stay as they are. */
class LinkFormsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final Taps taps = new Taps(WORLD);
    private final BroadcastCalls calls = taps.calls();

    @Test
    void oneLinkForAllNamesNobodyAndGoesByMulticast() {
        var people = calls.friends(3);
        var id = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of("tracking", "SHARED"));
        assertThat(taps.pushes()).isZero();
        assertThat(people.stream().map(Taps::link).distinct()).hasSize(1);
        people.forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        taps.counts(id, 0, 3);
        assertThat(calls.call("GET", "/api/broadcasts/" + id + "/clickers", null, 200)
                        .path("items"))
                .isEmpty();
    }

    @Test
    void withoutTrackingLinksAreAsTheyWereWritten() {
        var people = calls.friends(2);
        var id = taps.sent("https://shop.example.com/", taps.contacts(people), Map.of("tracking", "OFF"));
        people.forEach(friend -> assertThat(BroadcastCalls.texts(friend)).containsExactly("https://shop.example.com/"));
        assertThat(calls.call("GET", "/api/broadcasts/" + id + "/links", null, 200)
                        .path("items"))
                .isEmpty();
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
        taps.sent(
                "https://shop.example.com/?openExternalBrowser=1&utm_source=own https://lin.ee/x",
                taps.contacts(people),
                Map.of());
        assertThat(BroadcastCalls.texts(people.getFirst()).getLast())
                .endsWith("?openExternalBrowser=1 https://lin.ee/x");
        assertThat(taps.open(Taps.link(people.getFirst()), Taps.PHONE).headers().firstValue("Location"))
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
                calls.contact(people.get(0), Map.of("lastname", "山田")),
                calls.contact(people.get(1), Map.of("lastname", "a&b")));
        var id = taps.sent("https://shop.example.com/p/{{ contact.lastname }}?x=1", contacts, Map.of());
        assertThat(taps.open(Taps.link(people.get(0)), Taps.PHONE).headers().firstValue("Location"))
                .contains("https://shop.example.com/p/%E5%B1%B1%E7%94%B0?x=1");
        assertThat(taps.open(Taps.link(people.get(1)), Taps.PHONE).headers().firstValue("Location"))
                .contains("https://shop.example.com/p/a%26b?x=1");
        assertThat(taps.open(Taps.link(people.get(1)), "LineSpider").body())
                .contains("shop.example.com")
                .doesNotContain("a&amp;b", "a%26b");
        assertThat(taps.counts(id, 2, 2).at("/items/0/people").asInt(0)).isEqualTo(2);
        calls.call("DELETE", "/api/broadcasts/" + id, null, 204);
        assertThat(taps.open(Taps.link(people.getFirst()), Taps.PHONE).statusCode())
                .isEqualTo(404);
    }

    @Test
    void eachVariantHasLinksOfItsOwn() {
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
                                        BroadcastCalls.message("https://a.example.com/")),
                                Map.of(
                                        "name",
                                        "B",
                                        "percent",
                                        50,
                                        "message",
                                        BroadcastCalls.message("https://b.example.com/")))));
        people.forEach(friend -> taps.open(Taps.link(friend), Taps.PHONE));
        var items = taps.counts(id, 40, 40).path("items");
        assertThat(items.findValues("variant")).extracting(JsonNode::asString).containsExactly("A", "B");
        assertThat(items.findValues("people").stream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(40);
    }

    @Test
    void oneThatWasTakenBackAndChangedLeadsWhereItSaysNow() {
        var people = calls.friends(1);
        var at = WORLD.clock().instant().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        var id = calls.draft(Map.of(
                "message",
                BroadcastCalls.message("https://old.example.com/ https://gone.example.com/"),
                "audience",
                Map.of("lists", List.of(calls.list("A", taps.contacts(people)))),
                "at",
                at.toString()));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "READY");
        WORLD.bean(Broadcasts.class).takeBack(UUID.fromString(id));
        var change = new HashMap<String, Object>(Map.of("message", BroadcastCalls.message("https://new.example.com/")));
        change.put("at", null);
        calls.call("PATCH", "/api/broadcasts/" + id, change, 200);
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "DONE");
        assertThat(taps.open(Taps.link(people.getFirst()), Taps.PHONE).headers().firstValue("Location"))
                .contains("https://new.example.com/");
        assertThat(taps.counts(id, 1, 1).path("items").findValuesAsString("url"))
                .containsExactly("https://new.example.com/");
    }
}
