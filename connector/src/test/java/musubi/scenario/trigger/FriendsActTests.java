package musubi.scenario.trigger;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import musubi.sandbox.line.Friend;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.scenario.definition.Exit;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What friends do puts them into scenarios and takes them out, as their contacts are written. */
class FriendsActTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final Duration DAY = Duration.ofDays(1);

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private Scenario on(Trigger trigger, List<Exit> exits) {
        return it.scenario(
                trigger, new Reentry.AfterEnd(), exits, send("one", "一", Duration.ZERO), send("two", "二", DAY));
    }

    private Friend friend() {
        return it.connection().channel().newUser("さくら");
    }

    @Test
    void aNewFriendComesInAndOneWhoUnblocksDoesNot() {
        var welcome = on(new Trigger.Follow(), List.of());
        var back = on(new Trigger.Unblock(), List.of());
        var sakura = friend();
        sakura.follow();
        it.waiting(welcome, "two", 1);
        assertThat(texts(sakura)).containsExactly("一");
        assertThat(it.rows(back)).isZero();
        sakura.block();
        eventually("it has ended", () -> it.rows(welcome) == 0);
        assertThat(it.counts(welcome).ended()).isEqualTo(Map.of(EndReason.BLOCKED, 1L));
        sakura.unblock();
        it.waiting(back, "two", 1);
        assertThat(it.rows(welcome)).isZero();
        WORLD.clock().advance(DAY);
        assertThat(it.ended(back).ended(EndReason.END)).isEqualTo(1);
        assertThat(texts(sakura)).containsExactly("一", "一", "二");
    }

    @Test
    void theSameEventAgainPutsNobodyInAgain() {
        var welcome = on(new Trigger.Follow(), List.of());
        var sakura = friend();
        sakura.copies(3).follow();
        it.connection().drained();
        it.waiting(welcome, "two", 1);
        assertThat(texts(sakura)).containsExactly("一");
    }

    @Test
    void whoFollowsAndBlocksAtOnceDoesNotComeIn() {
        var welcome = on(new Trigger.Follow(), List.of());
        var sakura = friend();
        it.connection().channel().together(() -> {
            var now = WORLD.clock().instant();
            sakura.at(now.minusMillis(1)).follow();
            sakura.at(now).block();
        });
        it.connection().drained();
        assertThat(it.rows(welcome)).isZero();
    }

    @Test
    void anOptOutEndsItAtOnce() {
        var welcome = on(new Trigger.Follow(), List.of());
        var sakura = friend();
        sakura.follow();
        it.waiting(welcome, "two", 1);
        sakura.write("配信停止");
        eventually("it has ended", () -> it.rows(welcome) == 0);
        assertThat(it.counts(welcome).ended()).isEqualTo(Map.of(EndReason.OPTED_OUT, 1L));
    }

    @Test
    void whoWritesLeavesAScenarioThatEndsWithAReply() {
        var ends = on(new Trigger.Follow(), List.of(new Exit.Replied()));
        var goesOn = on(new Trigger.Follow(), List.of());
        var sakura = friend();
        var taro = friend();
        sakura.follow();
        taro.follow();
        it.waiting(ends, "two", 2);
        it.waiting(goesOn, "two", 2);
        sakura.write("こんにちは");
        it.connection().drained();
        WORLD.clock().advance(DAY);
        assertThat(it.ended(ends).ended()).isEqualTo(Map.of(EndReason.EXIT, 1L, EndReason.END, 1L));
        assertThat(it.ended(goesOn).ended()).isEqualTo(Map.of(EndReason.END, 2L));
        assertThat(texts(sakura)).containsExactlyInAnyOrder("一", "一", "二");
        assertThat(texts(taro)).containsExactlyInAnyOrder("一", "一", "二", "二");
    }

    @Test
    void whoBlocksWhileAMessageWaitsForLineGetsNothingMore() {
        var welcome = on(new Trigger.Follow(), List.of());
        it.connection().channel().monthlyLimit(OptionalLong.of(0));
        var sakura = friend();
        sakura.follow();
        eventually("it is paused", () -> it.enrolments().paused(welcome.id()).size() == 1);
        sakura.block();
        eventually("it has ended", () -> it.rows(welcome) == 0);
        assertThat(it.counts(welcome).ended()).isEqualTo(Map.of(EndReason.BLOCKED, 1L));
        assertThat(it.counts(welcome).of("one", StepCount.SENT)).isZero();
        assertThat(it.counts(welcome).running()).isZero();
    }
}
