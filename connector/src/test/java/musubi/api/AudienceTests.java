package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AudienceTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestWorld.TestConnection connection;
    private final Portal portal;

    AudienceTests() {
        super(WORLD);
        connection = WORLD.connect();
        portal = connection.portal();
    }

    private Reply get(String path) {
        return call("GET", "/api/connections/" + connection.id() + path, "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void listsOfContactsHaveNameKindAndSize() {
        var member = portal.createContact(Map.of("lastname", "佐藤")).id();
        var vip = portal.lists().add("東京のVIP会員", ListKind.MANUAL, List.of(member));
        var active = portal.lists().addDynamic("フォロー中", "line_follow", "YES");
        portal.lists().addOfOtherType("VIP企業", "0-2");
        var all = get("/lists").body();
        assertThat(all.path("items").size()).isEqualTo(2);
        assertThat(all.at("/items/0/listId").asString()).isEqualTo("" + vip.id());
        assertThat(all.at("/items/0/name").asString()).isEqualTo("東京のVIP会員");
        assertThat(all.at("/items/0/kind").asString()).isEqualTo("STATIC");
        assertThat(all.at("/items/0/size").asInt()).isEqualTo(1);
        assertThat(all.at("/items/1/listId").asString()).isEqualTo("" + active.id());
        assertThat(all.at("/items/1/kind").asString()).isEqualTo("ACTIVE");
        assertThat(all.path("next").isNull()).isTrue();
        assertThat(get("/lists?query=" + encoded("vip会員")).body().path("items").size())
                .isEqualTo(1);
        assertThat(get("/lists?query=nothing").body().path("items").size()).isZero();
    }

    @Test
    void moreThanAHundredListsComePageByPage() {
        IntStream.range(0, 130).forEach(number -> portal.lists().add("L" + number, ListKind.MANUAL, List.of()));
        var names = new HashSet<String>();
        var pages = 0;
        for (var next = ""; pages == 0 || !next.isEmpty(); pages++) {
            var page = get("/lists" + (next.isEmpty() ? "" : "?after=" + next)).body();
            page.path("items").forEach(item -> names.add(item.path("name").asString()));
            next = page.path("next").asString("");
        }
        assertThat(names).hasSize(130);
        assertThat(pages).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/lists?after=nothing, after",
        "/lists?after=-1, after",
        "/lists?query=LONG, query",
        "/contact-properties?query=LONG, query"
    })
    void whatCannotBeRightIsNamed(String path, String field) {
        var refused = get(path.replace("LONG", "x".repeat(251))).refusedWith(400);
        assertThat(refused.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void aMissingScopeIsNamedWhenListsAreFirstUsedAndNothingElseSuffers() {
        var fewer = new HashSet<>(PortalOptions.ALL_SCOPES);
        fewer.removeAll(Set.of("crm.lists.read", "crm.lists.write"));
        var bare = WORLD.connect(
                WORLD.hubspot()
                        .addPortal(
                                PortalOptions.defaults().callsPerTenSeconds(0).scopes(fewer)),
                Map.of());
        var before = bare.connection();
        assertThat(before.path("problems").toString()).doesNotContain("scope");
        var path = "/api/connections/" + bare.id() + "/lists";
        var refused = call("GET", path, "").refusedWith(502);
        assertThat(refused.text("/title")).isEqualTo("The HubSpot token lacks a scope");
        assertThat(refused.text("/detail")).contains("crm.lists.read").contains("install the app again");
        assertThat(in("ja", path).path("detail").asString())
                .contains("crm.lists.read")
                .contains("追加してください");
        assertThat(before.path("state").asString()).isEqualTo("ACTIVE");
        assertThat(bare.connection()).isEqualTo(before);
        assertThat(call("GET", "/api/connections/" + bare.id() + "/contact-properties", "")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode in(String language, String path) {
        return TestWorld.json(WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(path))
                .header("Authorization", "Bearer " + TestWorld.API_TOKEN)
                .header("Accept-Language", language)
                .build()));
    }

    @Test
    void whileHubSpotIsAwayItSaysSo() {
        WORLD.hubspot().faults().add(Fault.answer("*", "/crm/.*", 2, 502, ""));
        get("/lists").refusedWith(503);
        get("/contact-properties").refusedWith(503);
        assertThat(get("/contact-properties").status()).isEqualTo(200);
    }

    @Test
    void contactPropertiesAreFoundByNameAndLabel() {
        portal.addProperty(PropertyDefinition.custom("plan", "会員プラン", "enumeration", "select", "membership"));
        var plan = get("/contact-properties?query=" + encoded("プラン")).body();
        assertThat(plan.path("items").size()).isEqualTo(1);
        assertThat(plan.at("/items/0/name").asString()).isEqualTo("plan");
        assertThat(plan.at("/items/0/label").asString()).isEqualTo("会員プラン");
        assertThat(plan.at("/items/0/type").asString()).isEqualTo("enumeration");
        assertThat(plan.at("/items/0/group").asString()).isEqualTo("membership");
        assertThat(plan.path("next").isNull()).isTrue();
        assertThat(get("/contact-properties?query=LASTNAME").text("/items/0/name"))
                .isEqualTo("lastname");
        assertThat(get("/contact-properties").body().path("items").size()).isGreaterThan(20);
    }

    @Test
    void contactPropertiesAreReadOnceAMinuteAndAnewAfterAChangeOfTheConnection() {
        assertThat(get("/contact-properties").status()).isEqualTo(200);
        var calls = calls();
        portal.addProperty(PropertyDefinition.custom("later", "あとから", "string", "text", "line"));
        assertThat(get("/contact-properties?query=later").body().path("items").size())
                .isZero();
        assertThat(calls()).isEqualTo(calls);
        WORLD.clock().advance(Duration.ofSeconds(61));
        assertThat(get("/contact-properties?query=later").body().path("items").size())
                .isEqualTo(1);
        assertThat(calls()).isEqualTo(calls + 1);
        portal.addProperty(PropertyDefinition.custom("latest", "最後", "string", "text", "line"));
        var changed = json();
        changed.put("name", "another name");
        assertThat(patch(connection.id(), changed).status()).isEqualTo(200);
        assertThat(get("/contact-properties?query=latest").body().path("items").size())
                .isEqualTo(1);
    }

    private long calls() {
        return portal.traffic().calls("GET properties");
    }

    @Test
    void listsOfNoConnectionAreNotFound() {
        call("GET", "/api/connections/00000000-0000-0000-0000-000000000000/lists", "")
                .refusedWith(404);
        call("GET", "/api/connections/00000000-0000-0000-0000-000000000000/contact-properties", "")
                .refusedWith(404);
    }
}
