package musubi.scenario;

import static musubi.scenario.ScenarioCalls.errors;
import static musubi.scenario.ScenarioCalls.json;
import static musubi.scenario.ScenarioCalls.keys;
import static musubi.scenario.ScenarioCalls.own;
import static musubi.scenario.ScenarioCalls.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Scenarios are kept over the REST API once they were checked. */
class ScenarioTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final ScenarioCalls calls = new ScenarioCalls(WORLD, WORLD.connect());

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
    }

    @Test
    void aScenarioIsKeptReplacedSwitchedAndDeleted() {
        var made = calls.create(json("""
                {'name':' Welcome ','trigger':{'kind':'FOLLOW'},'reentry':{'afterDays':30},
                 'steps':[{'key':'hello','message':{'bubbles':[{'type':'text','text':'A'}]}},
                   {'key':'opened','wait':{'days':1,'time':'10:00'},'branch':{'if':{'property':'lastname','operator':'HAS'},
                     'then':[{'key':'set','set':{'property':'lastname','value':'B'}}],
                     'else':[{'key':'end','end':true}]}}],
                 'exits':['REPLIED',{'property':'lastname','operator':'HAS'}]}"""));
        assertThat(made.path("name").asString("")).isEqualTo("Welcome");
        assertThat(made.path("enabled").asBoolean(true)).isFalse();
        assertThat(made.path("version").asInt(0)).isEqualTo(1);
        assertThat(made.path("problems").isEmpty()).isTrue();
        assertThat(made.path("steps")
                        .path(1)
                        .path("branch")
                        .path("then")
                        .path(0)
                        .path("key")
                        .asString(""))
                .isEqualTo("set");
        var counts = made.path("counts");
        assertThat(counts.path("running").asInt(-1)).isZero();
        assertThat(counts.path("ended").propertyNames())
                .containsExactly("END", "BLOCKED", "OPTED_OUT", "EXIT", "REMOVED", "GONE");
        assertThat(keys(counts.path("steps"))).containsExactly("hello", "opened", "set", "end");
        var own = own(made);
        var got = (ObjectNode) calls.call("GET", own, null, 200);
        assertThat(got.path("steps")).isEqualTo(made.path("steps"));
        // what was answered may be sent back, and is no new version
        var same = calls.call("PUT", own, got, 200);
        assertThat(same.path("version").asInt(0)).isEqualTo(1);
        assertThat(same.path("revision").asInt(0)).isEqualTo(2);
        assertThat(errors(calls.call("PUT", own, got.put("revision", 1), 409))).isEmpty();
        calls.call("POST", own + "/enable", null, 204);
        var on = calls.call("GET", own, null, 200);
        assertThat(on.path("enabledAt").asString("")).startsWith("20");
        calls.call("POST", own + "/enable", null, 204);
        assertThat(calls.call("GET", own, null, 200).path("enabledAt")).isEqualTo(on.path("enabledAt"));
        assertThat(calls.call("DELETE", own, null, 409).path("reason").asString(""))
                .isEqualTo("ENABLED");
        calls.call("POST", own + "/disable", null, 204);
        calls.call("DELETE", own, null, 204);
        for (var call : List.of("GET", "DELETE")) {
            calls.call(call, own, null, 404);
        }
        calls.call("PUT", own, scenario("a"), 404);
        calls.call("POST", own + "/enable", null, 404);
        calls.call("POST", own + "/disable", null, 404);
    }

    @Test
    void scenariosAreListedOldestFirstPageByPage() {
        var made = IntStream.range(0, 3)
                .mapToObj(i -> own(calls.create(scenario("a").put("enabled", i == 1))))
                .toList();
        var first = calls.call("GET", calls.path() + "?limit=2", null, 200);
        assertThat(first.path("items").valueStream().map(ScenarioCalls::own)).isEqualTo(made.subList(0, 2));
        assertThat(first.path("items").path(1).path("enabled").asBoolean(false)).isTrue();
        var second = calls.call(
                "GET", calls.path() + "?limit=2&after=" + first.path("next").asString(""), null, 200);
        assertThat(second.path("items").valueStream().map(ScenarioCalls::own)).isEqualTo(made.subList(2, 3));
        assertThat(second.path("next").isNull()).isTrue();
        calls.call("GET", calls.path() + "?after=x", null, 400);
    }

    @Test
    void whatIsWrongIsNamedWithItsPlaceAndNothingIsKept() {
        var wrong = calls.call("POST", calls.path(), json("""
                {'name':'','trigger':{'kind':'FOLLOW'},'steps':[{'key':'a b','wait':'soon'}],'retry':1}"""), 422);
        assertThat(errors(wrong))
                .containsExactly("name MISSING", "steps[0].key KEY", "steps[0].wait WAIT", "retry UNKNOWN");
        assertThat(errors(calls.call(
                        "POST", calls.path(), json("{'name':'A','trigger':{'kind':'MANUAL'},'steps':[]}"), 422)))
                .containsExactly("steps NO_MESSAGE");
        assertThat(calls.call("GET", calls.path(), null, 200).path("items").isEmpty())
                .isTrue();
        calls.call("POST", calls.path(), "no JSON", 400);
        calls.call("POST", calls.path(), List.of(), 422);
    }

    @Test
    void propertiesListsAndMessagesAreLookedFor() {
        var other = new ScenarioCalls(WORLD, WORLD.connect());
        var foreign = other.call(
                        "POST",
                        "/api/connections/" + other.connection().id() + "/messages",
                        json("{'name':'A','bubbles':[{'type':'text','text':'A'}]}"),
                        201)
                .path("id")
                .asString("");
        var wrong = calls.call("POST", calls.path(), json("""
                {'name':'A','trigger':{'kind':'PROPERTY','property':'lastname','offset':{'days':0,'time':'10:00'}},
                 'steps':[{'key':'a','message':{'bubbles':[{'type':'text','text':''}]}},
                   {'key':'b','messageId':'%s'},
                   {'key':'c','branch':{'if':{'property':'nothing','operator':'EQ','value':'x'},
                     'then':[{'key':'d','message':{'bubbles':[{'type':'text','text':'{{ contact.nothing_too }}'}]}}]}},
                   {'key':'e','set':{'property':'nor_this','value':'x'}},
                   {'key':'f','branch':{'if':{'clicked':'a'},'then':[]}}],
                 'exits':[{'list':'999999'},'CLICKED']}""".formatted(foreign)), 422);
        assertThat(errors(wrong))
                .containsExactlyInAnyOrder(
                        "trigger.property NO_DATE",
                        "exits[0].list NO_SUCH_LIST",
                        "steps[2].branch.if.property NO_SUCH_PROPERTY",
                        "steps[3].set.property NO_SUCH_PROPERTY",
                        "steps[0].message.bubbles[0].text MISSING",
                        "steps[1].messageId NO_SUCH_MESSAGE",
                        "steps[2].branch.then[0].message.bubbles[0].text NO_SUCH_PROPERTY");
        var japanese = calls.call("POST", calls.path(), "{\"name\":\"A\"}", TestWorld.API_TOKEN, "ja");
        assertThat(japanese.body()).contains("シナリオを保存できません", "値を入力してください。");
    }

    @Test
    void moreListsThanOneCallAsksForAreLookedForUntilTenAreMissing() {
        var all = json("{'name':'A','trigger':{'kind':'LIST','listId':'900000'},'exits':[],'steps':[]}");
        for (var i = 0; i < 20; i++) {
            all.withArray("exits").add(json("{'list':'" + (900_001 + i) + "'}"));
        }
        for (var i = 0; i < 99; i++) {
            all.withArray("steps")
                    .add(json("{'key':'b%d','branch':{'if':{'list':'%d'},'then':[]}}".formatted(i, 900_100 + i)));
        }
        all.withArray("steps").add(ScenarioCalls.message("a", "A"));
        assertThat(errors(calls.call("POST", calls.path(), all, 422)))
                .hasSize(10)
                .allMatch(error -> error.endsWith(" NO_SUCH_LIST"));
    }

    @Test
    void whatHubSpotDoesNotSayIsAWarning() {
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/lists/.*", 100, 500, "{}"));
        var made = calls.create(json("""
                {'name':'A','trigger':{'kind':'LIST','listId':'12'},
                 'steps':[{'key':'a','message':{'bubbles':[{'type':'text','text':'A'}]}}]}"""));
        assertThat(made.path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString("")))
                .containsExactly("HUBSPOT_NOT_ASKED");
    }

    @Test
    void aMessageThatStoodThereIsNotShownToLineAgain() {
        var made = calls.create(scenario("a", "b"));
        var asked = validations();
        var changed = scenario("a", "b");
        changed.withArray("steps").add(ScenarioCalls.message("c", "new"));
        calls.call("PUT", own(made), changed, 200);
        assertThat(validations()).isEqualTo(asked + 1);
    }

    private long validations() {
        return calls.connection().channel().traffic().calls("POST /v2/bot/message/validate/{kind}");
    }

    @Test
    void viewersReadOperatorsWriteAndNeighboursFindNothing() {
        var own = own(calls.create(scenario("a")));
        var here = UUID.fromString(calls.connection().id());
        var viewer = calls.token(new Scope(Role.VIEWER, false, Set.of(here)));
        var operator = calls.token(new Scope(Role.OPERATOR, false, Set.of(here)));
        var neighbour = calls.token(new Scope(
                Role.OPERATOR, false, Set.of(UUID.fromString(WORLD.connect().id()))));
        var body = scenario("a").toString();
        record Call(String method, String path, String body, int viewer, int operator) {}
        for (var call : List.of(
                new Call("GET", own, "", 200, 200),
                new Call("GET", calls.path(), "", 200, 200),
                new Call("POST", calls.path(), body, 403, 201),
                new Call("PUT", own, body, 403, 200),
                new Call("POST", own + "/enable", "", 403, 204),
                new Call("POST", own + "/disable", "", 403, 204),
                new Call("DELETE", own, "", 403, 204))) {
            assertThat(status(call.method, call.path, call.body, neighbour))
                    .as(call.toString())
                    .isEqualTo(404);
            assertThat(status(call.method, call.path, call.body, viewer))
                    .as(call.toString())
                    .isEqualTo(call.viewer);
            assertThat(status(call.method, call.path, call.body, "a stranger"))
                    .as(call.toString())
                    .isEqualTo(401);
            assertThat(status(call.method, call.path, call.body, operator))
                    .as(call.toString())
                    .isEqualTo(call.operator);
        }
    }

    private int status(String method, String path, String body, String token) {
        return calls.call(method, path, body, token, "en").statusCode();
    }

    @Test
    void aConnectionTakesItsScenariosAlong() {
        var own = own(calls.create(scenario("a")));
        calls.call("DELETE", "/api/connections/" + calls.connection().id(), null, 204);
        calls.call("GET", own, null, 404);
    }

    @Test
    void thereAreNoMoreThanTwoHundred() {
        var body = scenario("a");
        var first = calls.create(body);
        var id = UUID.fromString(calls.connection().id());
        // as many rows as that many calls would make
        WORLD.database().jdbc().sql("""
                insert into scenario (id, connection_id, name, version, revision, created_at, changed_at)
                select gen_random_uuid(), '%s', 'x', 1, 1, now(), now() from generate_series(1, %d)
                """.formatted(id, Scenarios.MAX_COUNT - 1)).update();
        assertThat(calls.call("POST", calls.path(), body, 409).path("reason").asString(""))
                .isEqualTo("TOO_MANY");
        calls.call("DELETE", own(first), null, 204);
        JsonNode again = calls.create(body);
        assertThat(again.path("id").asString("")).isNotEmpty();
    }
}
