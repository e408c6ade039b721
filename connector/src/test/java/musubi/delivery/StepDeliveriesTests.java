package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import musubi.delivery.store.CallRepository;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Many small deliveries: each message once, whatever delivery it is in, and nothing of them stays. */
class StepDeliveriesTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final String PUSH = "/v2/bot/message/push";

    private final TestDelivery people = new TestDelivery(WORLD, WORLD.connect());
    private final UUID connection = UUID.fromString(people.connection().id());
    private final StepDeliveries deliveries = WORLD.bean(StepDeliveries.class);

    @AfterEach
    void platformsAreWell() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connection, null);
    }

    private static PreparedCall call(Recipient person, String step) {
        return new PreparedCall(
                List.of(person), TestDelivery.text(step), "", person.contactId() + "/" + person.userId() + "/" + step);
    }

    private UUID send(List<Recipient> some, String step) {
        var id = UUID.randomUUID();
        in(() -> deliveries.send(
                id, connection, some.stream().map(person -> call(person, step)).toList()));
        return id;
    }

    private static void in(Runnable work) {
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> work.run());
    }

    private boolean isGone(UUID id) {
        return people.deliveries().find(id).isEmpty();
    }

    @Test
    void eachIsSentOnceAndNothingOfItStays() {
        WORLD.line().faults().add(Fault.answerAfter("POST", PUSH, 5, 500, "{\"message\":\"x\"}"));
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", PUSH, 5, Duration.ZERO));
        var crowd = people.crowd(200);
        var ids = new ArrayList<UUID>();
        for (var from = 0; from < 200; from += 10) {
            ids.add(send(crowd.subList(from, from + 10), "welcome"));
        }
        eventually("all are done", () -> ids.stream().allMatch(this::isGone));
        assertThat(people.received()).containsExactly(1);
        var counted = WORLD.database()
                .jdbc()
                .sql(
                        "select array_agg(distinct source), sum(sent + doubtful)::bigint as sent from sent_day where connection_id = ?")
                .param(connection)
                .query((row, _) -> List.of(List.of((UUID[]) row.getArray(1).getArray()), row.getLong("sent")))
                .single();
        assertThat(counted).isEqualTo(List.of(List.of(CallRepository.STEPS), 200L));
    }

    /** As after a database was restored from a back-up: it does not know of the first delivery. */
    @Test
    void theSameOccasionInAnotherDeliveryIsNotSentAgain() {
        var crowd = people.crowd(20);
        var first = send(crowd, "welcome");
        eventually("it is done", () -> isGone(first));
        var second = send(crowd, "welcome");
        eventually("it is done too", () -> isGone(second));
        assertThat(people.received()).containsExactly(1);
        var next = send(crowd, "a day later");
        eventually("the next step is done", () -> isGone(next));
        assertThat(people.received()).containsExactly(2);
    }

    @Test
    void whatIsTakenBackIsNotSent() {
        WORLD.api("POST", "/api/connections/" + connection + "/pause", null);
        var crowd = people.crowd(10);
        var id = send(crowd, "welcome");
        var left = crowd.subList(0, 4).stream()
                .map(person -> call(person, "welcome").occasion())
                .toList();
        in(() -> assertThat(deliveries.withdraw(id, left)).isEqualTo(Set.copyOf(left)));
        in(() -> assertThat(deliveries.withdraw(id, left)).isEmpty());
        assertThat(people.deliveries().find(id).orElseThrow().counts()).isEqualTo(new DeliveryCounts(6, 0, 0, 0));
        WORLD.api("POST", "/api/connections/" + connection + "/resume", null);
        eventually("it is done", () -> isGone(id));
        assertThat(people.connection().channel().users().stream()
                        .mapToInt(friend -> friend.received().size())
                        .sum())
                .isEqualTo(6);
        in(() -> assertThat(deliveries.withdraw(id, left)).isEmpty());
    }

    @Test
    void whatLineMayHaveIsNotTakenBack() {
        WORLD.line().faults().add(Fault.of(Kind.CUT_AFTER, "POST", PUSH, -1, Duration.ZERO));
        var crowd = people.crowd(3);
        var id = send(crowd, "welcome");
        eventually("LINE has it", () -> people.received().equals(List.of(1)));
        var all =
                crowd.stream().map(person -> call(person, "welcome").occasion()).toList();
        in(() -> assertThat(deliveries.withdraw(id, all)).isEmpty());
        WORLD.line().faults().clear();
        eventually("it is done", () -> isGone(id));
        assertThat(people.received()).containsExactly(1);
    }

    @Test
    void aCallWithoutAnOccasionIsRefused() {
        var call = new PreparedCall(List.of(new Recipient(1, "U1")), TestDelivery.text("x"));
        in(() -> assertThatThrownBy(() -> deliveries.send(UUID.randomUUID(), connection, List.of(call)))
                .isInstanceOf(IllegalArgumentException.class));
    }
}
