package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.testing.TestWorld;
import musubi.user.ApiTokens;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What LINE could not be asked about for a day is for a person to decide, while those whom it is for go on. */
class UncertainStepsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final String PUSH = "/v2/bot/message/push";

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final List<Friend> friends = it.friends(3);
    private final List<Contact> contacts = it.contacts(friends);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private static long rows(String of) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from " + of)
                .query(Long.class)
                .single();
    }

    private static String path(Scenario scenario) {
        return "/api/scenarios/" + scenario.id() + "/uncertain";
    }

    private Scenario uncertain(Kind kind) {
        WORLD.line().faults().add(Fault.of(kind, "POST", PUSH, -1, Duration.ZERO));
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", Duration.ofDays(9)));
        it.enter(scenario, contacts);
        eventually("all were tried", () -> rows("delivery_call where first_attempt is not null") == 3);
        WORLD.clock().advance(Duration.ofHours(23));
        it.waiting(scenario, "two", 3);
        WORLD.line().faults().clear();
        assertThat(it.counts(scenario).of("one", StepCount.UNCERTAIN)).isEqualTo(3);
        eventually("it has ended", () -> rows("delivery where state = 'DONE'") == 1);
        return scenario;
    }

    private static void decide(Scenario scenario, String decision, int status) {
        var answer = WORLD.api("POST", path(scenario), Map.of("do", decision));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void takenAsSentTheyAreCountedSoAndNothingOfThemStays() {
        var scenario = uncertain(Kind.CUT_AFTER);
        var answer = TestWorld.json(WORLD.api("GET", path(scenario), null));
        assertThat(answer).hasToString("{\"messages\":3,\"steps\":{\"one\":3}}");
        decide(scenario, "COUNT_AS_SENT", 204);
        var counts = it.counts(scenario);
        assertThat(counts.of("one", StepCount.SENT)).isEqualTo(3);
        assertThat(counts.of("one", StepCount.UNCERTAIN)).isZero();
        assertThat(counts.running()).isEqualTo(3);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
        assertThat(rows("delivery") + rows("step_doubt")).isZero();
        decide(scenario, "SEND_AGAIN", 409);
        assertThat(TestWorld.json(WORLD.api("GET", path(scenario), null))
                        .path("messages")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void sentAgainTheyComeToThoseWhoStillWantThem() {
        var scenario = uncertain(Kind.CUT_BEFORE);
        it.connection().portal().update(contacts.getFirst().id(), Map.of("line_opt_out", "YES"));
        decide(scenario, "SEND_AGAIN", 204);
        eventually("they came", () -> it.counts(scenario).of("one", StepCount.SENT) == 2);
        assertThat(it.counts(scenario).of("one", StepCount.UNCERTAIN)).isEqualTo(1);
        assertThat(texts(friends.getFirst())).isEmpty();
        assertThat(friends.subList(1, 3))
                .allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
        eventually("nothing of them stays", () -> rows("delivery") + rows("step_doubt") == 0);
        decide(scenario, "COUNT_AS_SENT", 409);
        assertThat(it.enrolments().page(scenario.id(), 0, 9)).hasSize(3);
    }

    @Test
    void aPauseOfWhatIsSentAgainIsSeenAndResumed() {
        var scenario = uncertain(Kind.CUT_BEFORE);
        it.connection().channel().monthlyLimit(OptionalLong.of(1));
        decide(scenario, "SEND_AGAIN", 204);
        eventually("it is paused", () -> it.enrolments().paused(scenario.id()).size() == 1);
        assertThat(it.enrolments().paused(scenario.id()).getFirst().people()).isEqualTo(2);
        it.connection().channel().monthlyLimit(OptionalLong.empty());
        it.enrolments().resume(scenario.id());
        eventually("all have it", () -> it.counts(scenario).of("one", StepCount.SENT) == 3);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
    }

    @Test
    void theyGoWithTheScenario() {
        var scenario = uncertain(Kind.CUT_AFTER);
        contacts.forEach(contact -> it.enrolments().remove(scenario.id(), contact.id()));
        WORLD.bean(Scenarios.class).disable(scenario.id());
        WORLD.bean(Scenarios.class).delete(scenario.id());
        assertThat(rows("delivery") + rows("step_doubt")).isZero();
    }

    @Test
    void onlyWhoMayDecides() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        var body = Map.of("do", "COUNT_AS_SENT");
        var viewer = client(Role.VIEWER, it.connection().id());
        var neighbour = client(Role.OPERATOR, WORLD.connect().id());
        var stranger = new ApiClient(WORLD.url(), "no token of anybody, but long enough to be one");
        assertThat(viewer.call("POST", path(scenario), body).statusCode()).isEqualTo(403);
        assertThat(viewer.call("GET", path(scenario), null).statusCode()).isEqualTo(200);
        for (var method : List.of("GET", "POST")) {
            var sent = method.equals("POST") ? body : null;
            assertThat(neighbour.call(method, path(scenario), sent).statusCode())
                    .isEqualTo(404);
            assertThat(stranger.call(method, path(scenario), sent).statusCode()).isEqualTo(401);
        }
        assertThat(WORLD.api("POST", path(scenario), Map.of()).statusCode()).isEqualTo(400);
    }

    private static ApiClient client(Role role, String connection) {
        var scope = new Scope(role, false, Set.of(UUID.fromString(connection)));
        return new ApiClient(WORLD.url(), WORLD.bean(ApiTokens.class).issue("test", scope, Optional.empty()));
    }
}
