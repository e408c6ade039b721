package musubi.scenario.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.ReadFlaw;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** Which days are looked at: after a scenario was switched on, changed, or not looked at for some time. */
class DateDaysTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final DateWorld dates = new DateWorld(WORLD, it);

    @AfterEach
    void nothingGoesOn() {
        dates.end();
    }

    @Test
    void whoseMomentWasBeforeItWasSwitchedOnOrChangedDoesNotComeIn() {
        var moment = dates.soon();
        dates.person("birthday", dates.day(moment));
        dates.until(moment.plus(DateWorld.MINUTE));
        var scenario = dates.scenario("birthday", 0, moment, false);
        dates.poll(scenario);
        WORLD.clock().advance(DateWorld.SETTLED);
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isZero();
        WORLD.clock().advance(Duration.ofDays(1));
        dates.person("birthday", dates.day(dates.now()));
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
    }

    @Test
    void anotherOffsetBringsNobodyTheSameDayTwice() {
        var moment = dates.soon();
        dates.person("birthday", dates.day(moment).plusDays(3));
        var scenario = dates.scenario("birthday", -3, moment, false);
        dates.until(moment);
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
        var own = "/api/scenarios/" + scenario.id();
        var body = TestWorld.json(WORLD.api("GET", own, null)).deepCopy();
        ((ObjectNode) body.path("trigger").path("offset")).put("days", -2);
        assertThat(WORLD.api("PUT", own, body).statusCode()).isEqualTo(200);
        dates.poll(scenario);
        WORLD.clock().advance(Duration.ofDays(1));
        dates.poll(scenario);
        assertThat(dates.sent(scenario)).isEqualTo(1);
    }

    @Test
    void aDayWhosePeopleCouldNotAllBeReadIsLookedAtAgain() {
        var moment = dates.soon();
        var unread = dates.person("birthday", dates.day(moment));
        dates.person("birthday", dates.day(moment));
        var scenario = dates.scenario("birthday", 0, moment, false);
        it.connection().portal().readsFail(ReadFlaw.LEFT_OUT, Set.of("" + unread.id()), 1);
        dates.until(moment.plus(DateWorld.SETTLED));
        dates.poll(scenario);
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isEqualTo(2);
        assertThat(dates.sent(scenario)).isEqualTo(2);
    }

    @Test
    void aDayThatWasMissedIsLookedForAndItsMessageIsLeftOutWhereItIsTooLate() {
        var moment = dates.soon();
        dates.person("birthday", dates.day(moment).minusDays(0));
        dates.person("birthday", dates.day(moment).plusDays(2));
        dates.person("birthday", dates.day(moment).plusDays(20));
        var scenario = dates.scenario("birthday", 0, moment, false);
        dates.poll(scenario);
        dates.until(moment.plus(Duration.ofDays(2)).plus(DateWorld.MINUTE));
        dates.poll(scenario);
        var counts = it.ended(scenario);
        assertThat(counts.of("one", StepCount.LATE)).isEqualTo(1);
        assertThat(counts.of("one", StepCount.SENT)).isEqualTo(1);
        // nothing is looked for of weeks ago, and what was seen is forgotten when its day cannot come again
        WORLD.database()
                .jdbc()
                .sql("insert into date_seen (scenario_id, person_hash, occurs_on) values (?, 1, ?)")
                .params(scenario.id(), dates.day(moment).minusDays(400))
                .update();
        dates.until(moment.plus(Duration.ofDays(40)));
        dates.poll(scenario);
        assertThat(dates.seen(scenario)).isEqualTo(2);
    }

    @Test
    void itIsMadeOverRestAndAPropertyThatIsNoDateIsRefused() {
        var path = "/api/connections/" + it.connection().id() + "/scenarios";
        var trigger = Map.of("kind", "PROPERTY", "property", "birthday", "offset", Map.of("days", -3, "time", "10:00"));
        var steps = List.of(
                Map.of("key", "a", "message", Map.of("bubbles", List.of(Map.of("type", "text", "text", "おめでとう")))));
        var made = WORLD.api("POST", path, Map.of("name", "誕生日", "trigger", trigger, "steps", steps));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        // each year is what is meant where nothing is said
        assertThat(TestWorld.json(made).path("trigger").has("yearly")).isFalse();
        var once = new HashMap<String, Object>(trigger);
        once.put("yearly", false);
        var other = WORLD.api("POST", path, Map.of("name", "更新", "trigger", once, "steps", steps));
        assertThat(TestWorld.json(other).path("trigger").path("yearly").asBoolean(true))
                .isFalse();
        var wrong = Map.of("kind", "PROPERTY", "property", "lastname", "offset", Map.of("days", 0, "time", "10:00"));
        var refused = WORLD.api("POST", path, Map.of("name", "A", "trigger", wrong, "steps", steps));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("NO_DATE");
    }
}
