package musubi.friends;

import static musubi.testing.TestWorld.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FriendListTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();

    @BeforeEach
    void searchSeesAtOnce() {
        connection.portal().searchLag(Duration.ZERO);
    }

    @Test
    void aFriendIsShownAsHubSpotHasThemNow() {
        var sakura = connection.channel().newUser("さくら");
        sakura.follow();
        connection.drained();
        connection.portal().createContact(Map.of("email", "nobody@example.com"));
        var contact = connection.contact(sakura).orElseThrow();
        var page = page("");
        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.path("next").isNull()).isTrue();
        var item = page.path("items").get(0);
        assertThat(item.path("contactId").asString()).isEqualTo(String.valueOf(contact.id()));
        assertThat(item.path("lineUserId").asString()).isEqualTo(sakura.userId());
        assertThat(item.path("name").asString()).isEqualTo("さくら");
        assertThat(item.path("follow").asString()).isEqualTo("YES");
        assertThat(item.path("source").asString()).isEqualTo("FOLLOW");
        assertThat(item.path("syncedOn").asString()).isEqualTo(connection.value(sakura, "line_id_sync_date"));
        assertThat(item.path("hubspotUrl").asString())
                .isEqualTo("https://app.hubspot.com/contacts/%d/record/0-1/%d"
                        .formatted(connection.portal().id(), contact.id()));
        assertThat(item.path("lineIcon").asBoolean()).isTrue();
        connection.portal().update(contact.id(), Map.of("email", "sakura@example.com"));
        assertThat(page("").path("items").get(0).path("lineIcon").asBoolean()).isFalse();
        assertThat(page("").path("items").get(0).path("email").asString()).isEqualTo("sakura@example.com");
    }

    @Test
    void itIsSearchedByNameAndAddressAndNarrowed() {
        friend('a', Map.of("line_user_name", "Sakura Tanaka", "email", "x@example.com", "line_follow", "YES"));
        friend('b', Map.of("line_user_name", "Taro", "email", "sakura@example.com", "line_follow", "NO"));
        friend('c', Map.of("line_user_name", "Jiro", "email", "jiro@example.com", "line_contact_source", "IMPORT"));
        assertThat(names("?query=sakura")).containsExactly("Taro", "Sakura Tanaka");
        assertThat(names("?query=sakura&follow=NO")).containsExactly("Taro");
        assertThat(names("?source=IMPORT")).containsExactly("Jiro");
        assertThat(names("?follow=yes")).containsExactly("Sakura Tanaka");
        assertThat(names("?query=nobody")).isEmpty();
    }

    /** HubSpot takes 3,000 characters of a search; the longest text, written in the longest way, is among them. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\\", "\u0007", "能", "😀"})
    void aTextAsLongAsMayBeIsLookedForAndALongerOneRefused(String of) {
        var longest = of.repeat(FriendQuery.MAX_TEXT / of.length());
        assertThat(WORLD.api("GET", list("?query=" + encoded(longest)), null).statusCode())
                .isEqualTo(200);
        for (var longer : List.of(longest + of, "a".repeat(3_001))) {
            var refused = WORLD.api("GET", list("?query=" + encoded(longer)), null);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).at("/errors/0/field").asString()).isEqualTo("query");
            assertThat(json(refused).path("detail").asString())
                    .contains("at most 254")
                    .doesNotContainIgnoringCase("again");
        }
    }

    @Test
    void thePageSaysToo() {
        WORLD.bean(People.class)
                .create("a@example.com", "A", "a long enough one, 12", Scope.all(Role.ADMIN), Language.JA);
        var session = ConsoleSession.at(WORLD.url());
        session.signIn("a@example.com", "a long enough one, 12");
        var path = "/connections/" + connection.id() + "/friends";
        session.get(path);
        var answer = session.post(path, Map.of("query", "a".repeat(255)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("検索する文字が長すぎます").doesNotContain("class=\"again\"");
        assertThat(session.post(path, Map.of("query", "a".repeat(254))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSearchThatHubSpotRefusesIsNotToBeTriedAgain() {
        WORLD.hubspot()
                .faults()
                .add(Fault.answer(
                        "POST",
                        ".*/search",
                        1,
                        400,
                        "{\"status\":\"error\",\"message\":\"There was a problem with the request.\","
                                + "\"correlationId\":\"a\",\"category\":\"VALIDATION_ERROR\"}"));
        var refused = WORLD.api("GET", list("?query=a"), null);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).path("detail").asString()).doesNotContainIgnoringCase("again");
    }

    private String list(String query) {
        return "/api/connections/" + connection.id() + "/friends" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void itIsReadPageByPageToItsEnd() {
        var expected = new ArrayList<String>();
        for (var at = 0; at < 12; at++) {
            expected.addFirst(friend((char) ('a' + at), Map.of()).properties().get("line_user_name"));
        }
        var read = new ArrayList<String>();
        var next = "";
        do {
            var page = page("?limit=5" + (next.isEmpty() ? "" : "&after=" + next));
            assertThat(page.path("total").asInt()).isEqualTo(12);
            page.path("items").forEach(item -> read.add(item.path("name").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void itIsSortedBySyncDateToo() {
        friend('a', Map.of("line_id_sync_date", "2026-11-02"));
        friend('b', Map.of("line_id_sync_date", "2026-11-03"));
        friend('c', Map.of("line_id_sync_date", "2026-11-01"));
        var first = page("?sort=syncedOn&limit=2");
        assertThat(names("?sort=syncedOn&limit=2")).containsExactly("b", "a");
        assertThat(names("?sort=syncedOn&limit=2&after=" + first.path("next").asString()))
                .containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "follow=MAYBE", "source=X", "sort=name", "after=x", "limit=x"})
    void whatCannotBeRightIsToldSo(String parameter) {
        var answer = WORLD.api("GET", "/api/connections/" + connection.id() + "/friends?" + parameter, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("errors").get(0).path("field").asString())
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void aSearchInABodyFindsTheSameAndItsErrorsAreTheSame() {
        friend('a', Map.of("line_user_name", "Sakura Tanaka", "line_follow", "YES"));
        friend('b', Map.of("line_user_name", "Sakura Sato", "line_follow", "NO"));
        friend('c', Map.of("line_user_name", "Jiro", "line_contact_source", "IMPORT"));
        for (var asked : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("query", "sakura"),
                Map.of("query", "sakura", "follow", "NO"),
                Map.of("source", "IMPORT"),
                Map.of("sort", "syncedOn", "limit", 2))) {
            var parameters = asked.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("&", "?", ""));
            assertThat(search(asked).statusCode()).isEqualTo(200);
            assertThat(json(search(asked))).as(parameters).isEqualTo(page(parameters));
        }
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("limit", 0), Map.of("follow", "MAYBE"), Map.of("sort", "name"), Map.of("after", "x"))) {
            var answer = search(wrong);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("errors").get(0).path("field").asString())
                    .isEqualTo(wrong.keySet().iterator().next());
        }
    }

    private HttpResponse<String> search(Map<String, Object> asked) {
        return WORLD.api("POST", "/api/connections/" + connection.id() + "/friends/search", asked);
    }

    @Test
    void fiveSearchesASecondAreNotExceeded() {
        for (var search = 0; search < 8; search++) {
            assertThat(page("").path("total").asInt()).isZero();
        }
        assertThat(connection.portal().traffic().tooMany()).isZero();
    }

    private Contact friend(char letter, Map<String, String> more) {
        var values = new HashMap<>(Map.of(
                "line_user_id", "U" + "%032x".formatted((int) letter), "line_user_name", String.valueOf(letter)));
        values.putAll(more);
        return connection.portal().createContact(values);
    }

    private JsonNode page(String parameters) {
        var answer = WORLD.api("GET", "/api/connections/" + connection.id() + "/friends" + parameters, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private List<String> names(String parameters) {
        return StreamSupport.stream(page(parameters).path("items").spliterator(), false)
                .map(item -> item.path("name").asString())
                .toList();
    }
}
