package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LINE knows a key for a day. What nobody knows by then only a person decides, and what is certain is never called doubtful. */
class DeliveryDoubtTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static final String PUSH = "/v2/bot/message/push";
    private static final Duration NEARLY_A_DAY = Duration.ofHours(23);

    private final TestDelivery delivery = new TestDelivery(WORLD, WORLD.connect());

    @AfterEach
    void nothingGoesOn() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + delivery.connection().id(), null);
    }

    private void starts(int people) {
        starts(delivery.crowd(people));
    }

    private void starts(List<Recipient> people) {
        delivery.prepare(SendMethod.PUSH, people, 1);
        delivery.deliveries().start(delivery.id());
    }

    /** The outcome of each call is unknown for nearly a day. */
    private void becomesUncertain(Kind kind) {
        WORLD.line().faults().add(Fault.of(kind, "POST", PUSH, -1, Duration.ZERO));
        starts(5);
        eventually("it waits", () -> delivery.now().waiting().isPresent());
        WORLD.clock().advance(NEARLY_A_DAY);
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(5, 0, 5, 0));
    }

    @Test
    void whatNobodyKnowsAfterADayCountsAsSentIfAPersonSaysSo() {
        becomesUncertain(Kind.CUT_AFTER);
        WORLD.line().faults().clear();
        delivery.deliveries().decide(delivery.id(), UncertainDecision.COUNT_AS_SENT);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(5, 5, 0, 0));
        assertThat(delivery.received()).containsExactly(1);
        assertThat(delivery.rests()).isZero();
        assertThatThrownBy(() -> delivery.deliveries().decide(delivery.id(), UncertainDecision.SEND_AGAIN))
                .isInstanceOf(DeliveryStateException.class);
    }

    @Test
    void orIsSentAgainIfAPersonSaysSo() {
        becomesUncertain(Kind.CUT_BEFORE);
        WORLD.line().faults().clear();
        assertThat(delivery.received()).containsExactly(0);
        delivery.deliveries().decide(delivery.id(), UncertainDecision.SEND_AGAIN);
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(5, 5, 0, 0));
        assertThat(delivery.received()).containsExactly(1);
        assertThat(delivery.rests()).isZero();
    }

    /** LINE forgets the keys after a day; a call that is then made once more would be a second message. */
    @Test
    void whatLineMayHaveIsNotSentAfterADayOfRateLimits() {
        var people = delivery.crowd(5);
        // the first call to each, in whatever order they and the second ones come
        people.forEach(person -> WORLD.line()
                .faults()
                .add(Fault.of(Kind.CUT_AFTER, "POST", PUSH, 1, Duration.ZERO).onBody(person.userId())));
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "POST",
                        PUSH,
                        -1,
                        429,
                        "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"));
        starts(people);
        eventually(
                "all have it and are tried again",
                () -> delivery.now().waiting().isPresent());
        WORLD.clock().advance(Duration.ofHours(25));
        WORLD.line().faults().clear();
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(5, 0, 5, 0));
        assertThat(delivery.received()).containsExactly(1);
    }

    @Test
    void whatLineCertainlyHasNotIsSentHoweverLongTheLimitLasts() {
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "POST",
                        PUSH,
                        -1,
                        429,
                        "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"));
        starts(5);
        eventually("it waits", () -> delivery.now().waiting().isPresent());
        WORLD.clock().advance(Duration.ofHours(25));
        WORLD.line().faults().clear();
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(5, 5, 0, 0));
        assertThat(delivery.received()).containsExactly(1);
    }

    @Test
    void aDeliverySilentForADayAsksAPersonFirst() {
        delivery.prepare(SendMethod.PUSH, delivery.crowd(3), 1);
        WORLD.api("POST", "/api/connections/" + delivery.connection().id() + "/pause", null);
        delivery.deliveries().start(delivery.id());
        WORLD.clock().advance(NEARLY_A_DAY);
        WORLD.api("POST", "/api/connections/" + delivery.connection().id() + "/resume", null);
        delivery.reaches(DeliveryState.PAUSED);
        assertThat(delivery.now().pause().orElseThrow().reason()).isEqualTo(PauseReason.MISSED);
        assertThat(delivery.received()).containsExactly(0);
        delivery.deliveries().resume(delivery.id());
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.received()).containsExactly(1);
    }

    /** The usual end of a month: the messages are used up, and a person ends the delivery. */
    @Test
    void whomTheQuotaKeptOutAreLeftAndNotInDoubt() {
        delivery.connection().channel().monthlyLimit(OptionalLong.of(30));
        starts(50);
        delivery.reaches(DeliveryState.PAUSED);
        eventually("calls under way have their outcome", () -> delivery.counts().sent() == 30);
        delivery.deliveries().cancel(delivery.id());
        eventually("it is cleaned up", () -> delivery.rests() == 0);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(50, 30, 0, 0));
        assertThat(delivery.counts().left()).isEqualTo(20);
    }
}
