package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody gets a message exactly once, whatever LINE does meanwhile, and nobody can be told from what rests. */
class DeliveryTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestDelivery it = new TestDelivery(WORLD, WORLD.connect());

    @AfterEach
    void platformsAreWell() {
        WORLD.line().faults().clear();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyGetsItOnce(SendMethod method) {
        it.send(method, it.crowd(1_203));
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
        assertThat(it.now().counts()).isEqualTo(new DeliveryCounts(1_203, 1_203, 0, 0));
        eventually("nothing is left", () -> it.rests() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void whatLineBreaksOffIsSentOnceAllTheSame(SendMethod method) {
        var path = method == SendMethod.PUSH ? "/v2/bot/message/push" : "/v2/bot/message/multicast";
        WORLD.line().faults().add(Fault.answerAfter("POST", path, 3, 500, "{\"message\":\"x\"}"));
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", path, 3, Duration.ZERO));
        WORLD.line().faults().add(Fault.answer("POST", path, 2, 503, ""));
        WORLD.line()
                .faults()
                .add(Fault.answer(
                        "POST",
                        path,
                        2,
                        429,
                        "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}"));
        it.send(method, it.crowd(1_600));
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
        assertThat(it.now().counts()).isEqualTo(new DeliveryCounts(1_600, 1_600, 0, 0));
        eventually("nothing is left", () -> it.rests() == 0);
    }

    @Test
    void peopleWhomLineDoesNotKnowAreLeftOutOfAMulticast() {
        var people = new ArrayList<>(it.crowd(40));
        people.add(7, new Recipient(1, "not an id"));
        people.add(new Recipient(2, "U1"));
        it.send(SendMethod.MULTICAST, people);
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
        assertThat(it.now().counts()).isEqualTo(new DeliveryCounts(42, 40, 0, 2));
        eventually("nothing is left", () -> it.rests() == 0);
    }

    @Test
    void whomLineRefusesGetsNothingAndTheOthersDo() {
        var people = new ArrayList<>(it.crowd(10));
        people.add(3, new Recipient(1, "U" + "0".repeat(32)));
        it.send(SendMethod.PUSH, people);
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
        assertThat(it.now().counts()).isEqualTo(new DeliveryCounts(11, 10, 0, 1));
    }

    @Test
    void onePersonInTwoContactsIsTakenOnce() {
        var people = it.crowd(2);
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            it.deliveries().open(it.id(), UUID.fromString(it.connection().id()), SendMethod.PUSH, new byte[0]);
            var twice = new Recipient(99, people.getFirst().userId());
            assertThat(it.deliveries().take(it.id(), List.of(people.getFirst(), twice)))
                    .containsExactly(people.getFirst());
            assertThat(it.deliveries().take(it.id(), List.of(twice, people.getLast())))
                    .containsExactly(people.getLast());
        });
    }

    @Test
    void aBackupFromTheMiddleOfASendSendsNothingTwice() {
        var people = it.crowd(300);
        it.prepare(SendMethod.PUSH, people, 500);
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("create table backup_call as select * from delivery_call where delivery_id = ?")
                .param(it.id())
                .update();
        jdbc.sql("create table backup_delivery as select * from delivery where id = ?")
                .param(it.id())
                .update();
        try {
            it.deliveries().start(it.id());
            it.reaches(DeliveryState.DONE);
            jdbc.sql("delete from delivery where id = ?").param(it.id()).update();
            jdbc.sql("insert into delivery select * from backup_delivery").update();
            jdbc.sql("insert into delivery_call overriding system value select * from backup_call")
                    .update();
        } finally {
            jdbc.sql("drop table backup_call").update();
            jdbc.sql("drop table backup_delivery").update();
        }
        it.deliveries().start(it.id());
        it.reaches(DeliveryState.DONE);
        assertThat(it.received()).containsExactly(1);
        assertThat(it.now().counts()).isEqualTo(new DeliveryCounts(300, 300, 0, 0));
    }

    @Test
    void nobodyCanBeToldFromWhatRests() {
        var people = it.crowd(5);
        it.prepare(SendMethod.PUSH, people, 500);
        var rows = WORLD.database()
                .jdbc()
                .sql("select encode(sealed, 'escape') || retry_key from delivery_call where delivery_id = ?")
                .param(it.id())
                .query(String.class)
                .list();
        assertThat(rows)
                .hasSize(5)
                .allSatisfy(row -> assertThat(row)
                        .doesNotContain("push")
                        .doesNotContain(people.stream().map(Recipient::userId).toArray(String[]::new)));
        it.deliveries().cancel(it.id());
        eventually("it is cleaned up", () -> it.rows("delivery_call") == 0);
        eventually("nothing is left", () -> it.rests() == 0);
    }
}
