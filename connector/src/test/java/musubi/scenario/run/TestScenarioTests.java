package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.step;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import musubi.delivery.PauseReason;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.scenario.Enrolments.Entered;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioConflictException;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.Scenarios;
import musubi.scenario.StepCount;
import musubi.scenario.TestScenario;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Condition.Operator;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A few people of the company go through a scenario within seconds; it is as if they had not. */
class TestScenarioTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final String PUSH = "/v2/bot/message/push";

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private static TestScenario tests() {
        return WORLD.bean(TestScenario.class);
    }

    private static Entered begin(Scenario scenario, Contact... contacts) {
        return tests().begin(
                        scenario, List.of(contacts).stream().map(Contact::id).toList());
    }

    private static void rests(Scenario scenario, String step) {
        eventually(
                "the test rests in " + step,
                () -> tests().running(scenario).stream()
                        .allMatch(tester -> tester.person().in().stepKey().equals(step)
                                && !tester.person().in().sending()));
    }

    private static void over(Scenario scenario) {
        eventually("the test is over", () -> tests().people(scenario.id()) == 0);
    }

    @Test
    void everyStepComesWithinSecondsInQuietHoursTooAndNothingIsCounted() {
        it.quiet(Map.of("from", "00:00", "to", "23:59"));
        var scenario = it.byHand(send("one", "一", DAY), send("two", "二", DAY.multipliedBy(3)));
        WORLD.bean(Scenarios.class).disable(scenario.id());
        var friend = it.friends(1).getFirst();
        var contact = it.contact(friend, Map.of());
        assertThat(begin(scenario, contact)).isEqualTo(new Entered(1, 0, List.of()));
        assertThat(begin(scenario, contact)).isEqualTo(new Entered(0, 1, List.of()));
        rests(scenario, "one");
        assertThat(texts(friend)).isEmpty();
        WORLD.clock().advance(TEN);
        rests(scenario, "two");
        assertThat(texts(friend)).containsExactly("[テスト] 一");
        WORLD.clock().advance(TEN);
        over(scenario);
        assertThat(texts(friend)).containsExactly("[テスト] 一", "[テスト] 二");
        assertThat(it.counts(scenario).running()).isZero();
        assertThat(it.counts(scenario).ended()).isEmpty();
        assertThat(it.counts(scenario).of("one", StepCount.SENT)).isZero();
        // as if they had not been in it
        assertThat(it.enter(scenario, List.of(contact)).enrolled()).isEqualTo(1);
        eventually(
                "no delivery stays",
                () -> WORLD.database()
                                .jdbc()
                                .sql("select count(*) from delivery")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void branchesAreDecidedByThePersonsValuesAndPropertiesAreSet() {
        var gold = new Condition.Property("lastname", Operator.EQ, List.of("金"));
        var scenario = it.scenario(
                new Trigger.Follow(),
                new Reentry.Never(),
                List.of(),
                step(
                        "b",
                        DAY,
                        new StepAction.Branch(
                                gold,
                                List.of(
                                        step("s", Duration.ZERO, new StepAction.SetProperty("lastname", "銀")),
                                        send("yes", "{{ contact.lastname }}", Duration.ZERO)),
                                List.of(send("no", "いいえ", Duration.ZERO)))));
        var friends = it.friends(2);
        var one = it.contact(friends.getFirst(), Map.of("lastname", "金"));
        var other = it.contact(friends.getLast(), Map.of("lastname", "銅"));
        begin(scenario, one, other);
        WORLD.clock().advance(TEN);
        over(scenario);
        assertThat(texts(friends.getFirst())).hasSize(1).first().asString().startsWith("[テスト] ");
        assertThat(it.connection().portal().contact(one.id()).orElseThrow().properties())
                .containsEntry("lastname", "銀");
        assertThat(texts(friends.getLast())).containsExactly("[テスト] いいえ");
    }

    @Test
    void whoIsInTheScenarioGoesOnInItUntouchedByTheTest() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY));
        var friend = it.friends(1).getFirst();
        var contact = it.contact(friend, Map.of());
        it.enter(scenario, List.of(contact));
        begin(scenario, contact);
        it.waiting(scenario, "two", 1);
        rests(scenario, "two");
        assertThat(texts(friend)).containsExactlyInAnyOrder("一", "[テスト] 一");
        WORLD.clock().advance(TEN);
        over(scenario);
        it.waiting(scenario, "two", 1);
        assertThat(it.enrolments().remove(scenario.id(), contact.id())).isTrue();
        assertThat(it.counts(scenario).of("one", StepCount.SENT)).isEqualTo(1);
        assertThat(it.counts(scenario).of("two", StepCount.SENT)).isZero();
    }

    @Test
    void whoBlocksIsNotTestedAndWhoeverBlocksMeanwhileLeaves() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY));
        var friends = it.friends(2);
        var blocked = it.contact(friends.getFirst(), Map.of("line_follow", "NO"));
        var ok = it.contact(friends.getLast(), Map.of());
        assertThat(begin(scenario, blocked, ok))
                .isEqualTo(new Entered(1, 0, List.of(new Refused("" + blocked.id(), Refusal.BLOCKED))));
        rests(scenario, "two");
        it.connection().portal().update(ok.id(), Map.of("line_follow", "NO"));
        WORLD.clock().advance(TEN);
        over(scenario);
        assertThat(texts(friends.getLast())).containsExactly("[テスト] 一");
        assertThat(it.counts(scenario).ended()).isEmpty();
    }

    @Test
    void whatLineDoesNotTakeHoldsNobodyElseAndEndsAfterAnHour() {
        it.connection().channel().monthlyLimit(OptionalLong.of(0));
        var scenario = it.byHand(send("one", "一", Duration.ZERO));
        var friend = it.friends(1).getFirst();
        begin(scenario, it.contact(friend, Map.of()));
        eventually(
                "LINE does not take it",
                () -> tests().running(scenario).stream()
                        .anyMatch(tester -> tester.paused().equals(Optional.of(PauseReason.QUOTA))));
        assertThat(it.enrolments().paused(scenario.id())).isEmpty();
        WORLD.clock().advance(Duration.ofHours(1));
        WORLD.bean(EndTests.class).look();
        over(scenario);
        eventually("its delivery is gone", () -> deliveries() == 0);
        it.connection().channel().monthlyLimit(OptionalLong.empty());
        assertThat(texts(friend)).isEmpty();
    }

    private static long deliveries() {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from delivery")
                .query(Long.class)
                .single();
    }

    @Test
    void aTestEndsByHandAndWithItsScenario() {
        var scenario = it.byHand(send("one", "一", DAY));
        var friends = it.friends(2);
        begin(scenario, it.contact(friends.getFirst(), Map.of()));
        tests().stop(scenario.id());
        assertThat(tests().people(scenario.id())).isZero();
        begin(scenario, it.contact(friends.getLast(), Map.of()));
        WORLD.bean(Scenarios.class).disable(scenario.id());
        WORLD.bean(Scenarios.class).delete(scenario.id());
        WORLD.clock().advance(TEN);
        assertThat(it.rows(scenario)).isZero();
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).isEmpty());
    }

    @Test
    void whatIsBrokenOffIsSentOnceAlsoWhenItIsStartedAgain() {
        WORLD.line().faults().add(Fault.answerAfter("POST", PUSH, 2, 500, "{\"message\":\"x\"}"));
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", PUSH, 2, Duration.ZERO));
        var scenario = it.byHand(send("one", "一", Duration.ZERO));
        var friends = it.friends(5);
        begin(scenario, it.contacts(friends).toArray(Contact[]::new));
        WORLD.stop();
        WORLD.start();
        eventually("the test is over", () -> {
            WORLD.clock().advance(Duration.ofSeconds(20));
            return it.rows(scenario) == 0;
        });
        assertThat(friends).extracting((Friend friend) -> texts(friend)).containsOnly(List.of("[テスト] 一"));
    }

    @Test
    void nobodyIsTestedWhileTheConnectionIsPaused() {
        var scenario = it.byHand(send("one", "一", DAY));
        var contact = it.contact(it.friends(1).getFirst(), Map.of());
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/pause", null);
        assertThatThrownBy(() -> begin(scenario, contact))
                .isInstanceOfSatisfying(
                        ScenarioConflictException.class,
                        conflict -> assertThat(conflict.reason()).isEqualTo(ScenarioConflictException.Reason.PAUSED));
        assertThat(it.rows(scenario)).isZero();
    }
}
