package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
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

    private static final String PUSH = "/v2/bot/message/push";
    private static final String MULTICAST = "/v2/bot/message/multicast";

    private final Deliveries deliveries = WORLD.bean(Deliveries.class);
    private final TestConnection connection = WORLD.connect();
    private final UUID id = UUID.randomUUID();

    @AfterEach
    void platformsAreWell() {
        WORLD.line().faults().clear();
    }

    static byte[] text(String text) {
        return "[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    private List<Recipient> crowd(int people) {
        // this is about messages, not about events
        connection.channel().useWebhook(false);
        return connection.channel().crowd(people).stream()
                .map(friend -> new Recipient(700 + friend.userId().hashCode() % 100, friend.userId()))
                .toList();
    }

    /** All prepared and started. */
    private void send(SendMethod method, List<Recipient> people) {
        prepared(method, people);
        deliveries.start(id);
    }

    private void prepared(SendMethod method, List<Recipient> people) {
        var calls = new ArrayList<PreparedCall>();
        switch (method) {
            case PUSH -> people.forEach(person -> calls.add(new PreparedCall(List.of(person), text("push"))));
            case MULTICAST -> {
                for (var from = 0; from < people.size(); from += 500) {
                    calls.add(new PreparedCall(people.subList(from, Math.min(from + 500, people.size())), new byte[0]));
                }
            }
        }
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries.open(
                    id,
                    UUID.fromString(connection.id()),
                    method,
                    method == SendMethod.PUSH ? new byte[0] : text("multicast"));
            assertThat(deliveries.take(id, people)).isEqualTo(people);
            deliveries.add(id, calls);
        });
        deliveries.ready(id);
    }

    private Delivery delivery() {
        return deliveries.find(id).orElseThrow();
    }

    private void reaches(DeliveryState state) {
        eventually("the delivery is " + state, () -> delivery().state() == state);
    }

    private List<Integer> received() {
        return connection.channel().users().stream()
                .map(friend -> friend.received().size())
                .distinct()
                .toList();
    }

    private long rows(String table) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from " + table + " where delivery_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private void nothingIsLeft() {
        assertThat(rows("delivery_call")).isZero();
        eventually("who they were is gone", () -> rows("delivery_person") == 0);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql(
                                "select count(*) from delivery where id = ? and (data_key is not null or messages is not null)")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

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
    void aUsedUpQuotaPausesAndThenItGoesOn() {
        connection.channel().monthlyLimit(OptionalLong.of(30));
        send(SendMethod.PUSH, crowd(50));
        reaches(DeliveryState.PAUSED);
        eventually(
                "calls under way have their outcome", () -> delivery().counts().sent() == 30);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.QUOTA);
        connection.channel().monthlyLimit(OptionalLong.empty());
        assertThat(deliveries.resume(id)).isEqualTo(DeliveryState.SENDING);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
    }

    @Test
    void contentThatLineRefusesPausesWithItsWords() {
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries.open(
                    id,
                    UUID.fromString(connection.id()),
                    SendMethod.MULTICAST,
                    "[{\"type\":\"txt\"}]".getBytes(StandardCharsets.UTF_8));
            deliveries.add(id, List.of(new PreparedCall(crowd(3), new byte[0])));
        });
        deliveries.ready(id);
        deliveries.start(id);
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.CONTENT);
        assertThat(delivery().pause().orElseThrow().detail()).contains("messages[0].type");
        assertThat(delivery().counts().left()).isEqualTo(3);
    }

    @Test
    void aRefusedTokenPauses() {
        connection.channel().revokeAccessToken();
        send(SendMethod.PUSH, crowd(3));
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.LINE_UNAUTHORIZED);
    }

    @Test
    void manyRefusalsInARowPause() {
        send(
                SendMethod.PUSH,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> new Recipient(i, "U%032x".formatted(i)))
                        .toList());
        reaches(DeliveryState.PAUSED);
        assertThat(delivery().pause().orElseThrow().reason()).isEqualTo(PauseReason.REFUSED);
        eventually(
                "calls under way have their outcome",
                () -> rows("delivery_call") == delivery().counts().left());
        assertThat(delivery().counts().left()).isPositive();
    }

    @Test
    void aPersonPausesResumesAndCancels() {
        var people = crowd(900);
        connection.channel().latency(Duration.ofMillis(300));
        send(SendMethod.PUSH, people);
        deliveries.pause(id, PauseReason.PERSON, "");
        assertThatThrownBy(() -> deliveries.pause(id, PauseReason.PERSON, ""))
                .isInstanceOf(DeliveryStateException.class);
        assertThat(deliveries.resume(id)).isEqualTo(DeliveryState.SENDING);
        deliveries.cancel(id);
        assertThatThrownBy(() -> deliveries.resume(id)).isInstanceOf(DeliveryStateException.class);
        eventually("what was not sent is gone", () -> rows("delivery_call") == 0);
        nothingIsLeft();
        var counts = delivery().counts();
        assertThat(counts.uncertain()).isZero();
        assertThat(connection.channel().users().stream()
                        .filter(friend -> !friend.received().isEmpty())
                        .count())
                .isEqualTo(counts.sent());
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

    @Test
    void aPausedConnectionSendsNothingUntilItGoesOn() {
        prepared(SendMethod.PUSH, crowd(3));
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        deliveries.start(id);
        assertThat(connection.channel().traffic().calls("POST " + PUSH)).isZero();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/resume", null);
        reaches(DeliveryState.DONE);
        assertThat(received()).containsExactly(1);
    }
}
