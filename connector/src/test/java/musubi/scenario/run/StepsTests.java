package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import musubi.delivery.PauseReason;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.scenario.EndReason;
import musubi.scenario.Enrolments.Entered;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is in a scenario gets its messages one after the other, each once, at their time; or is left out with the reason. */
class StepsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Duration DAY = Duration.ofDays(1);
    private static final String PUSH = "/v2/bot/message/push";

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.hubspot().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    @Test
    void messagesFollowEachOtherAtTheirTime() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY), send("three", "三", DAY));
        var friends = it.friends(250);
        assertThat(it.enter(scenario, it.contacts(friends))).isEqualTo(new Entered(250, 0, List.of()));
        it.waiting(scenario, "two", 250);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
        assertThat(it.counts(scenario).running()).isEqualTo(250);
        WORLD.clock().advance(DAY);
        it.waiting(scenario, "three", 250);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一", "二"));
        WORLD.clock().advance(DAY);
        var counts = it.ended(scenario);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一", "二", "三"));
        assertThat(counts.of("three", StepCount.SENT)).isEqualTo(250);
        assertThat(counts.running()).isZero();
        assertThat(counts.ended(EndReason.END)).isEqualTo(250);
        eventually("no delivery stays", () -> rows("delivery") == 0);
    }

    private static long rows(String table) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void whoBlocksOrWantsNoMessagesOrIsNoContactIsNotPutIn() {
        var scenario = it.byHand(send("one", "一", DAY));
        var friends = it.friends(4);
        var ok = it.contact(friends.get(0), Map.of());
        var blocked = it.contact(friends.get(1), Map.of("line_follow", "NO"));
        var out = it.contact(friends.get(2), Map.of("line_opt_out", "YES"));
        var gone = it.contact(friends.get(3), Map.of());
        it.connection().portal().archive(gone.id());
        var stranger = it.connection().portal().createContact(Map.of("email", "a@example.com"));
        var entered = it.enter(scenario, List.of(ok, blocked, out, gone, stranger));
        assertThat(entered.enrolled()).isEqualTo(1);
        assertThat(entered.refused())
                .containsExactlyInAnyOrder(
                        new Refused("" + blocked.id(), Refusal.BLOCKED),
                        new Refused("" + out.id(), Refusal.OPTED_OUT),
                        new Refused("" + gone.id(), Refusal.GONE),
                        new Refused("" + stranger.id(), Refusal.BLOCKED));
        assertThat(it.enter(scenario, List.of(ok))).isEqualTo(new Entered(0, 1, List.of()));
    }

    @Test
    void whoWasInItComesInAgainOnlyWhereItSaysSo() {
        var never = it.byHand(send("one", "一", Duration.ZERO));
        var again =
                it.scenario(new Trigger.Manual(), new Reentry.AfterEnd(), List.of(), send("one", "二", Duration.ZERO));
        var later =
                it.scenario(new Trigger.Manual(), new Reentry.AfterDays(2), List.of(), send("one", "三", Duration.ZERO));
        var contacts = it.contacts(it.friends(1));
        for (var scenario : List.of(never, again, later)) {
            it.enter(scenario, contacts);
            it.ended(scenario);
        }
        assertThat(it.enter(never, contacts).enrolled()).isZero();
        assertThat(it.enter(again, contacts).enrolled()).isEqualTo(1);
        assertThat(it.enter(later, contacts).enrolled()).isZero();
        WORLD.clock().advance(DAY.multipliedBy(2));
        assertThat(it.enter(later, contacts).enrolled()).isEqualTo(1);
        assertThat(it.enter(never, contacts)).isEqualTo(new Entered(0, 1, List.of()));
    }

    @Test
    void aMessageThatIsADayTooLateIsLeftOutAndThePersonGoesOn() {
        var scenario = it.byHand(send("one", "一", DAY), send("two", "二", DAY.multipliedBy(2)));
        var friends = it.friends(3);
        it.enter(scenario, it.contacts(friends));
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/pause", null);
        WORLD.clock().advance(DAY.multipliedBy(2).plusHours(1));
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/resume", null);
        it.waiting(scenario, "two", 3);
        assertThat(it.counts(scenario).of("one", StepCount.LATE)).isEqualTo(3);
        WORLD.clock().advance(DAY);
        assertThat(it.ended(scenario).of("two", StepCount.SENT)).isEqualTo(3);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("二"));
    }

    @Test
    void quietHoursAreWaitedFor() {
        var zone = ZoneId.of("Asia/Tokyo");
        it.connection().portal().timeZone(zone);
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/check", null);
        var now = WORLD.clock().instant().atZone(zone).toLocalTime();
        it.quiet(Map.of("from", hour(now, -1), "to", hour(now, 3)));
        var scenario = it.byHand(send("one", "一", Duration.ofSeconds(5)));
        var friends = it.friends(2);
        it.enter(scenario, it.contacts(friends));
        WORLD.clock().advance(Duration.ofSeconds(10));
        eventually(
                "they wait for the morning",
                () -> it.enrolments().page(scenario.id(), 0, 10).stream()
                        .allMatch(person ->
                                person.due().isAfter(WORLD.clock().instant().plus(Duration.ofHours(1)))));
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).isEmpty());
        WORLD.clock().advance(Duration.ofHours(4));
        it.ended(scenario);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
    }

    private static String hour(LocalTime now, int hours) {
        return "%02d:00".formatted(now.plusHours(hours).getHour());
    }

    @Test
    void whoIsTakenOutGetsNothingMore() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY));
        var friends = it.friends(2);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        it.waiting(scenario, "two", 2);
        assertThat(it.enrolments().remove(scenario.id(), contacts.getFirst().id()))
                .isTrue();
        assertThat(it.enrolments().remove(scenario.id(), contacts.getFirst().id()))
                .isFalse();
        WORLD.clock().advance(DAY);
        var counts = it.ended(scenario);
        assertThat(counts.ended()).isEqualTo(Map.of(EndReason.REMOVED, 1L, EndReason.END, 1L));
        assertThat(texts(friends.getFirst())).containsExactly("一");
        assertThat(texts(friends.getLast())).containsExactly("一", "二");
    }

    @Test
    void aPausedDeliveryHoldsItsPeopleUntilSomebodyResumesIt() {
        it.connection().channel().monthlyLimit(OptionalLong.of(3));
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY));
        var friends = it.friends(10);
        var contacts = it.contacts(friends);
        it.enter(scenario, contacts);
        it.waiting(scenario, "two", 3);
        eventually("it is paused", () -> it.enrolments().paused(scenario.id()).size() == 1);
        var paused = it.enrolments().paused(scenario.id()).getFirst();
        assertThat(paused.pause().reason()).isEqualTo(PauseReason.QUOTA);
        assertThat(paused.people()).isEqualTo(7);
        var held = it.enrolments().page(scenario.id(), 0, 100).stream()
                .filter(person -> person.sending())
                .map(person -> person.contactId())
                .toList();
        // who leaves now does not get it when the others do
        it.enrolments().remove(scenario.id(), held.getFirst());
        it.connection().channel().monthlyLimit(OptionalLong.empty());
        assertThat(it.enrolments().resume(scenario.id())).isTrue();
        it.waiting(scenario, "two", 9);
        assertThat(friends.stream()
                        .filter(friend -> texts(friend).equals(List.of("一")))
                        .count())
                .isEqualTo(9);
        assertThat(it.enrolments().paused(scenario.id())).isEmpty();
        assertThat(it.enrolments().resume(scenario.id())).isFalse();
    }

    @Test
    void whatLineBreaksOffIsSentOnce() {
        WORLD.line().faults().add(Fault.answerAfter("POST", PUSH, 10, 500, "{\"message\":\"x\"}"));
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", PUSH, 10, Duration.ZERO));
        WORLD.line().faults().add(Fault.answer("POST", PUSH, 10, 503, ""));
        var scenario = it.byHand(send("one", "一", Duration.ZERO));
        var friends = it.friends(60);
        it.enter(scenario, it.contacts(friends));
        assertThat(it.ended(scenario).of("one", StepCount.SENT)).isEqualTo(60);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
    }

    @Test
    void whomLineRefusesIsLeftOutAndGoesOn() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", DAY));
        var stranger = it.connection()
                .portal()
                .createContact(Map.of("line_user_id", "U" + "0".repeat(32), "line_follow", "YES"));
        it.enter(scenario, List.of(stranger));
        it.waiting(scenario, "two", 1);
        assertThat(it.counts(scenario).of("one", StepCount.REFUSED)).isEqualTo(1);
    }
}
