package musubi.scenario.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.connection.sending.SendingOptions.QuietHours;
import musubi.scenario.EndReason;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionReader;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import org.junit.jupiter.api.Test;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** What comes next for a person. */
class CourseTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Duration DAY = Duration.ofHours(24);
    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
    private static final String HELLO = "'message':{'bubbles':[{'type':'text','text':'A'}]}";
    private static final Facts NOTHING = new Facts(false, false, false, false, Set.of(), Map.of(), Map.of());

    private static Definition definition(String steps, String exits) {
        return DefinitionReader.stored(LENIENT.readTree("{'trigger':{'kind':'MANUAL'},'steps':[%s],'exits':[%s]}"
                .formatted(steps.replace("HELLO", HELLO), exits)));
    }

    private static Course course(String steps, String exits) {
        return new Course(definition(steps, exits), TOKYO, Optional.empty(), DAY);
    }

    private static Course quiet(String steps) {
        return new Course(
                definition(steps, ""),
                TOKYO,
                Optional.of(new QuietHours(LocalTime.of(21, 0), LocalTime.of(9, 0))),
                DAY);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    private static Facts knowing(Map<String, Optional<String>> properties) {
        return new Facts(false, false, false, false, Set.of(), properties, Map.of());
    }

    private static Decision decide(Course course, Position position, Instant now, Facts facts) {
        return course.decide(position, now, Optional.of(facts));
    }

    @Test
    void aStepIsNotDueBeforeItsWaitIsOver() {
        var course = course("{'key':'a','wait':'PT2H',HELLO}", "");
        var start = course.start(at("2026-03-01T10:00")).orElseThrow();
        assertThat(start).isEqualTo(new Position("a", at("2026-03-01T12:00")));
        assertThat(course.decide(start, at("2026-03-01T11:59:59"), Optional.empty()))
                .isEqualTo(new Decision.Rest(start));
        assertThat(course.decide(start, at("2026-03-01T12:00"), Optional.empty()))
                .isEqualTo(new Decision.Ask(start, new Needs(Set.of(), Set.of())));
        assertThat(decide(course, start, at("2026-03-01T12:00"), NOTHING)).isEqualTo(new Decision.Send(start));
    }

    @Test
    void theNextWaitBeginsWhenLineAcceptedTheMessage() {
        var course = course("{'key':'a',HELLO},{'key':'b','wait':'PT5S',HELLO}", "");
        assertThat(course.after("a", at("2026-03-01T12:03"))).contains(new Position("b", at("2026-03-01T12:03:05")));
        assertThat(course.after("b", at("2026-03-01T12:04"))).isEmpty();
        assertThatThrownBy(() -> course.after("c", at("2026-03-01T12:04"))).hasMessageContaining("c");
    }

    @Test
    void inQuietHoursAMessageWaitsUntilTheyEndAndIsNotLateThen() {
        var course = quiet("{'key':'a',HELLO}");
        var start = new Position("a", at("2026-03-01T21:00"));
        var morning = new Position("a", at("2026-03-02T09:00"));
        assertThat(course.decide(start, at("2026-03-01T21:00"), Optional.empty()))
                .isEqualTo(new Decision.Rest(morning));
        assertThat(course.decide(start, at("2026-03-02T03:00"), Optional.empty()))
                .isEqualTo(new Decision.Rest(morning));
        assertThat(decide(course, start, at("2026-03-03T08:59"), NOTHING))
                .isEqualTo(new Decision.Rest(new Position("a", at("2026-03-03T09:00"))));
        assertThat(decide(course, new Position("a", at("2026-03-01T20:59")), at("2026-03-01T20:59"), NOTHING))
                .isInstanceOf(Decision.Send.class);
    }

    @Test
    void aMessageMoreThanADayLateIsLeftOutAndTheNextCountsFromWhenItWasDue() {
        var course = course("{'key':'a',HELLO},{'key':'b','wait':'PT3H',HELLO}", "");
        var start = new Position("a", at("2026-03-01T12:00"));
        assertThat(decide(course, start, at("2026-03-02T12:00"), NOTHING)).isEqualTo(new Decision.Send(start));
        assertThat(decide(course, start, at("2026-03-02T12:00:01"), NOTHING))
                .isEqualTo(new Decision.LeaveOut(start, Optional.of(new Position("b", at("2026-03-01T15:00")))));
        // neither do quiet hours make it younger than it is
        var quiet = quiet("{'key':'a',HELLO}");
        assertThat(decide(quiet, start, at("2026-03-02T22:00"), NOTHING))
                .isEqualTo(new Decision.LeaveOut(start, Optional.empty()));
    }

    @Test
    void stepsWithoutAWaitFollowAtOnceAndBranchesComeTogetherAgain() {
        var course = course("""
                {'key':'x','branch':{'if':{'property':'plan','operator':'EQ','value':'gold'},
                  'then':[{'key':'t','set':{'property':'vip','value':'yes'}}],'else':[]}},
                {'key':'w','wait':'PT0S'},{'key':'b',HELLO}""", "");
        var start = course.start(at("2026-03-01T12:00")).orElseThrow();
        var now = at("2026-03-01T12:01");
        assertThat(course.decide(start, now, Optional.empty()))
                .isEqualTo(new Decision.Ask(start, new Needs(Set.of("plan"), Set.of())));
        // what was not answered is not known
        assertThat(decide(course, start, now, NOTHING)).isInstanceOf(Decision.Ask.class);
        var b = new Position("b", start.due());
        assertThat(decide(course, start, now, knowing(Map.of("plan", Optional.empty()))))
                .isEqualTo(new Decision.Send(b));
        assertThat(decide(course, start, now, knowing(Map.of("plan", Optional.of("gold")))))
                .isEqualTo(new Decision.Write(
                        new Position("t", start.due()), "vip", "yes", Optional.of(new Position("w", start.due()))));
    }

    @Test
    void whoIsGoneBlocksOptedOutOrMeetsAnExitIsOutBeforeTheMessage() {
        var course = course("{'key':'a',HELLO}", "'REPLIED','CLICKED',{'list':'7'},{'property':'p','operator':'HAS'}");
        var start = new Position("a", at("2026-03-01T12:00"));
        var known = Map.of("p", Optional.<String>empty());
        var lists = Map.of(7L, false);
        assertThat(decide(course, start, start.due(), new Facts(false, false, false, false, Set.of(), known, lists)))
                .isInstanceOf(Decision.Send.class);
        record Case(Facts facts, EndReason reason) {}
        for (var each : List.of(
                new Case(new Facts(true, false, false, false, Set.of(), Map.of(), Map.of()), EndReason.GONE),
                new Case(new Facts(false, true, false, false, Set.of(), known, lists), EndReason.OPTED_OUT),
                new Case(new Facts(false, false, true, true, Set.of(), known, lists), EndReason.BLOCKED),
                new Case(new Facts(false, false, false, true, Set.of(), known, lists), EndReason.EXIT),
                new Case(new Facts(false, false, false, false, Set.of("z"), known, lists), EndReason.EXIT),
                new Case(new Facts(false, false, false, false, Set.of(), known, Map.of(7L, true)), EndReason.EXIT),
                new Case(
                        new Facts(false, false, false, false, Set.of(), Map.of("p", Optional.of("1")), lists),
                        EndReason.EXIT))) {
            assertThat(decide(course, start, start.due(), each.facts)).isEqualTo(new Decision.Over(each.reason));
        }
    }

    @Test
    void anEndEndsAndARetiredStepIsPassedOver() {
        var course = course(
                "{'key':'a','retired':true,HELLO},{'key':'b','retired':true,'wait':'P1D',HELLO},{'key':'c','wait':'PT1H','end':true}",
                "");
        assertThat(course.start(at("2026-03-01T12:00"))).contains(new Position("c", at("2026-03-01T13:00")));
        // who waited in it goes on when that wait is over, and nothing was asked for
        assertThat(course.decide(new Position("b", at("2026-03-01T14:00")), at("2026-03-01T14:30"), Optional.empty()))
                .isEqualTo(new Decision.Rest(new Position("c", at("2026-03-01T15:00"))));
        assertThat(course.decide(new Position("c", at("2026-03-01T15:00")), at("2026-03-01T15:00"), Optional.empty()))
                .isEqualTo(new Decision.Over(EndReason.END));
        var nothing = course(
                "{'key':'a','retired':true,'branch':{'if':{'list':'1'},'then':[{'key':'b','retired':true,HELLO}]}}",
                "");
        assertThat(nothing.start(at("2026-03-01T12:00"))).isEmpty();
        assertThat(nothing.decide(new Position("b", at("2026-03-01T14:00")), at("2026-03-01T14:00"), Optional.empty()))
                .isEqualTo(new Decision.Over(EndReason.END));
    }

    @Test
    void conditionsCompareNumbersDaysAndChoices() {
        record Case(String condition, String value, boolean holds) {}
        for (var each : List.of(
                new Case("'operator':'EQ','value':'10'", "10.0", true),
                new Case("'operator':'EQ','value':'a'", "b", false),
                new Case("'operator':'NEQ','value':'a'", "b", true),
                new Case("'operator':'NEQ','value':'a'", "", true),
                new Case("'operator':'EQ','value':'a'", "", false),
                new Case("'operator':'IN','value':['a','b']", "b", true),
                new Case("'operator':'IN','value':'a; b'", "b", true),
                new Case("'operator':'IN','value':'a; b'", "c", false),
                new Case("'operator':'HAS','value':'b'", "a;b", true),
                new Case("'operator':'HAS','value':'b'", "ab", false),
                new Case("'operator':'HAS'", "x", true),
                new Case("'operator':'HAS'", "", false),
                new Case("'operator':'LT','value':10", "9", true),
                new Case("'operator':'LT','value':10", "10", false),
                new Case("'operator':'GT','value':'9'", "10", true),
                new Case("'operator':'GT','value':'2026-02-28'", "2026-03-01", true),
                new Case("'operator':'LT','value':'2026-03-01T00:00:00Z'", "1772323199999", true),
                new Case("'operator':'LT','value':'b'", "a", false))) {
            var course = course(
                    "{'key':'x','branch':{'if':{'property':'p',%s},'then':[{'key':'t',HELLO}],'else':[{'key':'e',HELLO}]}}"
                            .formatted(each.condition),
                    "");
            var start = new Position("x", at("2026-03-01T12:00"));
            var value = Optional.of(each.value).filter(text -> !text.isEmpty());
            assertThat(decide(course, start, start.due(), knowing(Map.of("p", value))))
                    .as(each.toString())
                    .isEqualTo(new Decision.Send(new Position(each.holds ? "t" : "e", start.due())));
        }
    }

    @Test
    void whatAScenarioSaysIsNotInItsText() {
        var definition = definition("{'key':'a',HELLO}", "");
        assertThat(definition.step("a").map(Step::action)).containsInstanceOf(StepAction.Send.class);
        assertThat(definition.toString() + NOTHING).doesNotContain("bubbles");
    }
}
