package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody gets a message exactly once, whatever LINE does meanwhile, and nobody can be told from what rests. */
class DeliveryTests extends DeliveryFixture {

    @ParameterizedTest
    @EnumSource
    void everybodyGetsItOnce(SendMethod method) {
        send(method, crowd(1_203));
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
        assertThat(delivery().counts()).isEqualTo(new DeliveryCounts(1_203, 1_203, 0, 0));
        nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void whatLineBreaksOffIsSentOnceAllTheSame(SendMethod method) {
        var path = method == SendMethod.PUSH ? PUSH : MULTICAST;
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
        send(method, crowd(1_600));
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
        assertThat(delivery().counts()).isEqualTo(new DeliveryCounts(1_600, 1_600, 0, 0));
        nothingIsLeft();
    }

    @Test
    void peopleWhomLineDoesNotKnowAreLeftOutOfAMulticast() {
        var people = new ArrayList<>(crowd(40));
        people.add(7, new Recipient(1, "not an id"));
        people.add(new Recipient(2, "U1"));
        send(SendMethod.MULTICAST, people);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
        assertThat(delivery().counts()).isEqualTo(new DeliveryCounts(42, 40, 0, 2));
        nothingIsLeft();
    }

    @Test
    void whomLineRefusesGetsNothingAndTheOthersDo() {
        var people = new ArrayList<>(crowd(10));
        people.add(3, new Recipient(1, "U" + "0".repeat(32)));
        send(SendMethod.PUSH, people);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
        assertThat(delivery().counts()).isEqualTo(new DeliveryCounts(11, 10, 0, 1));
    }

    @Test
    void onePersonInTwoContactsIsTakenOnce() {
        var people = crowd(2);
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries.open(id, UUID.fromString(connection.id()), SendMethod.PUSH, new byte[0]);
            var twice = new Recipient(99, people.getFirst().userId());
            assertThat(deliveries.take(id, List.of(people.getFirst(), twice))).containsExactly(people.getFirst());
            assertThat(deliveries.take(id, List.of(twice, people.getLast()))).containsExactly(people.getLast());
        });
    }

    @Test
    void aBackupFromTheMiddleOfASendSendsNothingTwice() {
        var people = crowd(300);
        prepared(SendMethod.PUSH, people);
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("create table backup_call as select * from delivery_call where delivery_id = ?")
                .param(id)
                .update();
        jdbc.sql("create table backup_delivery as select * from delivery where id = ?")
                .param(id)
                .update();
        try {
            deliveries.start(id);
            reaches(DeliveryState.DONE);
            jdbc.sql("delete from delivery where id = ?").param(id).update();
            jdbc.sql("insert into delivery select * from backup_delivery").update();
            jdbc.sql("insert into delivery_call overriding system value select * from backup_call")
                    .update();
        } finally {
            jdbc.sql("drop table backup_call").update();
            jdbc.sql("drop table backup_delivery").update();
        }
        deliveries.start(id);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
        assertThat(delivery().counts()).isEqualTo(new DeliveryCounts(300, 300, 0, 0));
    }

    @Test
    void nobodyCanBeToldFromWhatRests() {
        var people = crowd(5);
        prepared(SendMethod.PUSH, people);
        var rows = WORLD.database()
                .jdbc()
                .sql("select encode(sealed, 'escape') || retry_key from delivery_call where delivery_id = ?")
                .param(id)
                .query(String.class)
                .list();
        assertThat(rows)
                .hasSize(5)
                .allSatisfy(row -> assertThat(row)
                        .doesNotContain("push")
                        .doesNotContain(people.stream().map(Recipient::userId).toArray(String[]::new)));
        deliveries.cancel(id);
        eventually("it is cleaned up", () -> rows("delivery_call") == 0);
        nothingIsLeft();
    }
}
