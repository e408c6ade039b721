package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.HubSpotClient.Reply;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListTests {

    private static final String LISTS = "/crm/lists/2026-09";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    private long contact(String name, String follow) {
        return portal.createContact(Map.of("lastname", name, "line_follow", follow))
                .id();
    }

    private Reply search(Map<String, Object> body) {
        return client.post(LISTS + "/search", body).expect(200);
    }

    private static Map<String, Object> manual(String name) {
        return Map.of("name", name, "objectTypeId", "0-1", "processingType", "MANUAL");
    }

    @Test
    void aSearchPagesByTheOffsetOfTheAnswer() {
        for (var number = 1; number <= 5; number++) {
            portal.lists().add("VIP " + number, ListKind.MANUAL, List.of());
        }
        portal.lists().add("東京の会員", ListKind.SNAPSHOT, List.of(contact("佐藤", "YES")));
        portal.lists().addOfOtherType("VIP companies", "0-2");
        var first = search(Map.of("query", "vip", "count", 2, "objectTypeId", "0-1"));
        assertThat(first.at("/lists/0/name")).isEqualTo("VIP 1");
        assertThat(first.json().path("hasMore").asBoolean()).isTrue();
        assertThat(first.json().path("total").asInt()).isEqualTo(5);
        var last = search(Map.of("query", "vip", "count", 2, "objectTypeId", "0-1", "offset", 4));
        assertThat(last.at("/lists/0/name")).isEqualTo("VIP 5");
        assertThat(last.json().path("hasMore").asBoolean()).isFalse();
        assertThat(search(Map.of("query", "vip")).json().path("total").asInt())
                .as("without a type also lists of companies")
                .isEqualTo(6);
        var snapshot = search(Map.of("processingTypes", List.of("SNAPSHOT", "DYNAMIC")));
        assertThat(snapshot.at("/lists/0/additionalProperties/hs_list_size")).isEqualTo("1");
        assertThat(snapshot.json().path("lists")).hasSize(1);
        client.post(LISTS + "/search", Map.of("processingTypes", List.of("STATIC")))
                .expect(400);
        client.post(LISTS + "/search", Map.of("count", 501)).expect(400);
    }

    @Test
    void oneIsReadByIdByNameAndWithOthers() {
        var list = portal.lists().add("会員 A", ListKind.MANUAL, List.of(contact("佐藤", "YES")));
        var read = client.get(LISTS + "/" + list.id()).expect(200);
        assertThat(read.at("/list/name")).isEqualTo("会員 A");
        assertThat(read.json().at("/list/size").asInt()).isEqualTo(1);
        assertThat(read.at("/list/processingStatus")).isEqualTo("COMPLETE");
        assertThat(client.get(LISTS + "/object-type-id/0-1/name/%E4%BC%9A%E5%93%A1%20A")
                        .expect(200)
                        .at("/list/listId"))
                .isEqualTo("" + list.id());
        assertThat(client.get(LISTS + "?listIds=%d&listIds=999".formatted(list.id()))
                        .expect(200)
                        .json()
                        .path("lists"))
                .hasSize(1);
        var unknown = client.get(LISTS + "/999").expect(404);
        assertThat(unknown.at("/category")).isEqualTo("OBJECT_NOT_FOUND");
        client.get(LISTS + "/object-type-id/0-1/name/nothing").expect(404);
        client.get("/crm/v3/lists/" + list.id()).expect(200);
    }

    @Test
    void aListJustMadeIsNotFoundForAMomentAndThenHasNoMembersYet() {
        contact("佐藤", "YES");
        var made = client.post(
                        LISTS + "/",
                        Map.of(
                                "name", "フォロー中",
                                "objectTypeId", "0-1",
                                "processingType", "DYNAMIC",
                                "filterBranch", following()))
                .expect(200);
        var path = LISTS + "/" + made.at("/list/listId");
        assertThat(made.at("/list/processingStatus")).isEqualTo("PROCESSING");
        client.get(path).expect(404);
        client.get(path + "/memberships").expect(404);
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(client.get(path).expect(200).at("/list/processingStatus")).isEqualTo("PROCESSING");
        assertThat(client.get(path + "/memberships").expect(200).results()).isEmpty();
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(client.get(path).expect(200).at("/list/processingStatus")).isEqualTo("COMPLETE");
        assertThat(client.get(path + "/memberships").expect(200).results()).hasSize(1);
    }

    private static Map<String, Object> following() {
        var filter = Map.of(
                "filterType", "PROPERTY",
                "property", "line_follow",
                "operation", Map.of("operationType", "ENUMERATION", "operator", "IS_ANY_OF", "values", List.of("YES")));
        var and = Map.of("filterBranchType", "AND", "filterBranches", List.of(), "filters", List.of(filter));
        return Map.of("filterBranchType", "OR", "filterBranches", List.of(and), "filters", List.of());
    }

    @Test
    void namesAreUniqueAndFreeAgainAfterADeletion() {
        client.post(LISTS, manual("会員")).expect(200);
        var taken = client.post(LISTS, manual("会員")).expect(400);
        assertThat(taken.at("/subCategory")).isEqualTo("ILS.DUPLICATE_LIST_NAMES");
        world.clock.advance(Duration.ofSeconds(2));
        var id = client.get(LISTS + "/object-type-id/0-1/name/%E4%BC%9A%E5%93%A1")
                .at("/list/listId");
        client.delete(LISTS + "/" + id).expect(204);
        client.get(LISTS + "/" + id).expect(404);
        client.post(LISTS, manual("会員")).expect(200);
        client.send("PUT", LISTS + "/" + id + "/restore", "", "").expect(400);
        client.post(LISTS, Map.of("name", "x", "objectTypeId", "0-53", "processingType", "MANUAL"))
                .expect(400);
        client.post(LISTS, Map.of("name", "x", "objectTypeId", "0-1", "processingType", "ADHOC"))
                .expect(400);
        client.post(LISTS, Map.of("name", "x", "objectTypeId", "0-1")).expect(400);
    }

    @Test
    void aDeletedListIsRestoredWithItsMembers() {
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of(contact("佐藤", "YES")));
        client.delete(LISTS + "/" + list.id()).expect(204);
        assertThat(search(Map.of()).json().path("total").asInt()).isZero();
        client.send("PUT", LISTS + "/" + list.id() + "/restore", "", "").expect(204);
        assertThat(client.get(LISTS + "/" + list.id() + "/memberships").results())
                .hasSize(1);
        client.delete(LISTS + "/" + list.id()).expect(204);
        world.clock.advance(Duration.ofDays(91));
        client.send("PUT", LISTS + "/" + list.id() + "/restore", "", "").expect(404);
    }

    @Test
    void contactsJoinAndLeaveADynamicList() {
        var follower = contact("佐藤", "YES");
        var list = portal.lists().addDynamic("フォロー中", "line_follow", "YES");
        var blocker = contact("鈴木", "NO");
        var other = contact("高橋", "YES");
        assertThat(portal.lists().members(list.id())).containsExactly(follower, other);
        portal.update(follower, Map.of("line_follow", "NO"));
        portal.update(blocker, Map.of("line_follow", "YES"));
        assertThat(portal.lists().members(list.id())).containsExactly(blocker, other);
        portal.archive(other);
        assertThat(portal.lists().members(list.id())).containsExactly(blocker);
        portal.restore(other);
        assertThat(portal.lists().members(list.id())).containsExactly(blocker, other);
        portal.gdprDelete(other);
        assertThat(portal.lists().members(list.id())).containsExactly(blocker);
        var survivor = portal.merge(blocker, follower);
        assertThat(portal.lists().members(list.id())).containsExactly(survivor.id());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /search, crm.lists.read, crm.lists.write",
        "GET, /1, crm.lists.read, crm.lists.write",
        "GET, /1/memberships, crm.lists.read, crm.lists.write",
        "GET, /records/0-1/1/memberships, crm.lists.read, crm.lists.write",
        "POST, '', crm.lists.write, crm.lists.read",
        "PUT, /1/memberships/add, crm.lists.write, crm.lists.read",
        "PUT, /1/memberships/add, crm.lists.read, crm.lists.write",
        "DELETE, /1, crm.lists.write, crm.lists.read",
    })
    void readingAndChangingNeedScopesOfTheirOwn(String method, String path, String scope, String granted) {
        var bare = new HubSpotClient(world.hubSpot.url(), portal.addToken(Set.of("oauth", granted)));
        var reply = bare.send(method, LISTS + path, method.equals("GET") ? "" : "{}", "application/json")
                .expect(403);
        assertThat(reply.at("/category")).isEqualTo("MISSING_SCOPES");
        assertThat(reply.at("/errors/0/context/requiredGranularScopes/0")).isEqualTo(scope);
    }

    @Test
    void itsCallsCountInTheWindowOfTenSeconds() {
        portal.rateLimit(2);
        var list = portal.lists().add("会員", ListKind.MANUAL, List.of());
        search(Map.of());
        client.get(LISTS + "/" + list.id() + "/memberships").expect(200);
        assertThat(client.get(LISTS + "/" + list.id()).expect(429).at("/policyName"))
                .isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(portal.traffic().calls("GET lists/{listId}/memberships")).isEqualTo(1);
    }
}
