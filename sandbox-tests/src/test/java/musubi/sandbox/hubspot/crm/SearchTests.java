package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @BeforeEach
    void three() {
        portal.createContact(Map.of(
                "firstname",
                "Ann",
                "line_user_id",
                "Ua",
                "line_score",
                "5",
                "line_follow",
                "YES",
                "email",
                "ann@x.com"));
        world.clock.advance(Duration.ofMinutes(1));
        portal.createContact(Map.of("firstname", "Ben Lee", "line_score", "10", "line_follow", "NO"));
        world.clock.advance(Duration.ofMinutes(1));
        portal.createContact(Map.of("firstname", "cid", "line_id_sync_date", "2026-11-20"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firstname|EQ|ANN|Ann",
                "firstname|NEQ|ann|Ben Lee,cid",
                "line_follow|EQ|YES|Ann",
                "line_follow|EQ|yes|",
                "line_user_id|HAS_PROPERTY||Ann",
                "line_user_id|NOT_HAS_PROPERTY||Ben Lee,cid",
                "line_score|LT|10|Ann",
                "line_score|LTE|10|Ann,Ben Lee",
                "line_score|GT|5|Ben Lee",
                "line_score|GTE|5|Ann,Ben Lee",
                "line_id_sync_date|GT|2026-11-19|cid",
                "lastmodifieddate|GT|2026-11-24T03:00:30Z|Ben Lee,cid",
                "lastmodifieddate|GTE|1795489320000|cid",
                "firstname|CONTAINS_TOKEN|lee|Ben Lee",
                "firstname|CONTAINS_TOKEN|b*|Ben Lee",
                "email|CONTAINS_TOKEN|*@x.com|Ann",
                "firstname|NOT_CONTAINS_TOKEN|lee|Ann,cid",
            })
    void anOperatorFinds(String property, String operator, String value, String expected) {
        var filter = value == null
                ? Map.of("propertyName", property, "operator", operator)
                : Map.of("propertyName", property, "operator", operator, "value", value);
        assertThat(String.join(",", found(filter))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void inWantsLowerCaseAndBetweenHasTwoEnds() {
        assertThat(found(Map.of("propertyName", "firstname", "operator", "IN", "values", List.of("ann", "CID"))))
                .containsExactly("Ann");
        assertThat(found(Map.of("propertyName", "firstname", "operator", "NOT_IN", "values", List.of("ann"))))
                .containsExactly("Ben Lee", "cid");
        assertThat(found(Map.of("propertyName", "line_score", "operator", "BETWEEN", "value", "6", "highValue", "10")))
                .containsExactly("Ben Lee");
    }

    @Test
    void searchSeesAWriteOnlyAfterTheLag() {
        portal.searchLag(Duration.ofSeconds(5));
        var late = portal.createContact(Map.of("firstname", "Late"));
        var filter = Map.<String, Object>of("propertyName", "firstname", "operator", "EQ", "value", "late");
        assertThat(found(filter)).isEmpty();
        world.clock.advance(Duration.ofMillis(4_999));
        assertThat(found(filter)).isEmpty();
        world.clock.advance(Duration.ofMillis(1));
        assertThat(found(filter)).containsExactly("Late");
        portal.archive(late.id());
        assertThat(found(filter)).containsExactly("Late");
        world.clock.advance(Duration.ofSeconds(5));
        assertThat(found(filter)).isEmpty();
    }

    @Test
    void resultsAreSortedAndPaged() {
        var sorted =
                Map.of("sorts", List.of(Map.of("propertyName", "line_score", "direction", "DESCENDING")), "limit", 2);
        var first = search(sorted).expect(200);
        assertThat(first.json().path("total").asInt()).isEqualTo(3);
        assertThat(first.at("/results/0/properties/firstname")).isEqualTo("Ben Lee");
        assertThat(first.at("/paging/next/after")).isEqualTo("2");
        var second = search(Map.of("limit", 2, "after", "2")).expect(200);
        assertThat(second.results()).hasSize(1);
        assertThat(second.json().has("paging")).isFalse();
        assertThat(search(Map.of("query", "an")).results()).hasSize(1);
    }

    @Test
    void theLimitsOfAQueryHold() {
        var filter = Map.of("propertyName", "firstname", "operator", "HAS_PROPERTY");
        var group = Map.of("filters", List.of(filter));
        search(Map.of("limit", 200)).expect(200);
        search(Map.of("limit", 201)).expect(400);
        search(Map.of("after", "9990", "limit", 10)).expect(200);
        search(Map.of("after", "9991", "limit", 10)).expect(400);
        world.clock.advance(Duration.ofSeconds(1));
        search(Map.of("filterGroups", Collections.nCopies(6, group))).expect(400);
        search(Map.of("filterGroups", List.of(Map.of("filters", Collections.nCopies(7, filter)))))
                .expect(400);
        search(Map.of("filterGroups", Collections.nCopies(4, Map.of("filters", Collections.nCopies(5, filter)))))
                .expect(400);
        search(Map.of("query", "x".repeat(3_000))).expect(400);
        world.clock.advance(Duration.ofSeconds(1));
        search(Map.of("sorts", List.of("firstname", "lastname"))).expect(400);
        search(Map.of(
                        "filterGroups",
                        List.of(Map.of(
                                "filters", List.of(Map.of("propertyName", "nope", "operator", "EQ", "value", "1"))))))
                .expect(400);
        search(Map.of(
                        "filterGroups",
                        List.of(Map.of(
                                "filters", List.of(Map.of("propertyName", "city", "operator", "LIKE", "value", "1"))))))
                .expect(400);
    }

    private List<String> found(Map<String, ?> filter) {
        return search(Map.of("filterGroups", List.of(Map.of("filters", List.of(filter)))))
                .expect(200)
                .results()
                .stream()
                .map(row -> row.at("/properties/firstname").asString())
                .toList();
    }

    private HubSpotClient.Reply search(Object body) {
        return client.post(CONTACTS + "/search", body);
    }
}
