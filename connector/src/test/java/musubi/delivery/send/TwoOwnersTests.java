package musubi.delivery.send;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import musubi.connection.Connections;
import musubi.delivery.DeliveryCounts;
import musubi.delivery.DeliveryState;
import musubi.delivery.Recipient;
import musubi.delivery.SendMethod;
import musubi.delivery.TestDelivery;
import musubi.delivery.crypto.DataKeys;
import musubi.delivery.store.CallRepository;
import musubi.delivery.store.DeliveryRepository;
import musubi.delivery.store.HeldRepository;
import musubi.delivery.store.ProbeRepository;
import musubi.delivery.store.WithdrawRepository;
import musubi.inbox.EveryPortal;
import musubi.line.LineMessages;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.system.LocalJobs;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A node that lost a portal may notice it late: then two send the same delivery for a while. */
class TwoOwnersTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestDelivery delivery = new TestDelivery(WORLD, WORLD.connect());
    private final LocalJobs jobs = new LocalJobs();
    private final Sender other = new Sender(
            WORLD.bean(DeliveryRepository.class),
            WORLD.bean(CallRepository.class),
            WORLD.bean(ProbeRepository.class),
            WORLD.bean(HeldRepository.class),
            WORLD.bean(WithdrawRepository.class),
            WORLD.bean(DataKeys.class),
            WORLD.bean(Connections.class),
            new EveryPortal(),
            WORLD.bean(LineMessages.class),
            new SimpleMeterRegistry(),
            WORLD.bean(Clock.class),
            jobs);

    @BeforeEach
    void theOtherStarts() {
        other.start();
        jobs.start();
    }

    @AfterEach
    void theOtherEnds() {
        jobs.stop();
        other.stop();
    }

    private static void faults(SendMethod method) {
        var path = "/v2/bot/message/" + (method == SendMethod.PUSH ? "push" : "multicast");
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", path, 5, Duration.ZERO));
        WORLD.line().faults().add(Fault.answerAfter("POST", path, 5, 500, ""));
        WORLD.line().faults().add(Fault.of(Kind.DELAY, "POST", path, 8, Duration.ofMillis(700)));
        WORLD.line().faults().add(Fault.answer("POST", path, 5, 503, ""));
    }

    private void both() {
        WORLD.bean(Sender.class).wake();
        other.wake();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyGetsItOnceAndTheNumbersAreExact(SendMethod method) {
        var people = new ArrayList<>(delivery.crowd(700));
        // the junk makes calls be replaced by others, on both nodes
        for (var place : new int[] {5, 100, 101, 333, 650}) {
            people.add(place, new Recipient(1, "not an id " + place));
        }
        faults(method);
        delivery.connection().channel().latency(Duration.ofMillis(150));
        delivery.prepare(method, people, 60);
        delivery.deliveries().start(delivery.id());
        both();
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.received()).containsExactly(1);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(705, 700, 0, 5));
        assertThat(delivery.rests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHeldBackGoesOutOnceOfBoth(SendMethod method) {
        var people = delivery.crowd(1_500);
        var test = people.subList(0, 200);
        delivery.connection().channel().latency(Duration.ofMillis(50));
        delivery.prepare(method, test, people.subList(200, people.size()), 60);
        delivery.deliveries().start(delivery.id());
        both();
        eventually("the others have it", () -> delivery.counts().sent() == test.size());
        faults(method);
        WORLD.bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> delivery.deliveries().release(delivery.id(), 1));
        both();
        delivery.reaches(DeliveryState.DONE);
        assertThat(delivery.received()).containsExactly(1);
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(1_500, 1_500, 0, 0));
        assertThat(delivery.rests()).isZero();
        assertThat(delivery.rows("delivery_held")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledOnOneNodeItEndsOnBothAndNothingRests(SendMethod method) {
        var people = new ArrayList<>(delivery.crowd(600));
        IntStream.range(0, 12).forEach(i -> people.add(i * 50, new Recipient(1, "not an id " + i)));
        delivery.connection().channel().latency(Duration.ofMillis(200));
        delivery.prepare(method, people, 25);
        delivery.deliveries().start(delivery.id());
        both();
        eventually(
                "some have it",
                () -> delivery.counts().sent() > 0 || delivery.counts().refused() > 0);
        delivery.deliveries().cancel(delivery.id());
        both();
        eventually("nothing rests", () -> delivery.rests() == 0);
        var counts = delivery.counts();
        var reached = delivery.connection().channel().users().stream()
                .filter(friend -> !friend.received().isEmpty())
                .count();
        assertThat(reached).isBetween(counts.sent(), counts.sent() + counts.uncertain());
        assertThat(counts.left()).isNotNegative();
        assertThat(delivery.connection().channel().users())
                .allSatisfy(friend -> assertThat(friend.received()).hasSizeLessThan(2));
    }
}
