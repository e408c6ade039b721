package musubi.delivery;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.springframework.transaction.support.TransactionTemplate;

/** A delivery of a connection in a {@link TestWorld}, and what of it rests. */
final class TestDelivery {

    static final String PUSH = "/v2/bot/message/push";
    static final String MULTICAST = "/v2/bot/message/multicast";

    private final TestWorld world;
    final Deliveries deliveries;
    final TestConnection connection;
    final UUID id = UUID.randomUUID();

    TestDelivery(TestWorld world) {
        this.world = world;
        this.deliveries = world.bean(Deliveries.class);
        this.connection = world.connect();
    }

    static byte[] text(String text) {
        return "[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    List<Recipient> crowd(int people) {
        // this is about messages, not about events
        connection.channel().useWebhook(false);
        return connection.channel().crowd(people).stream()
                .map(friend -> new Recipient(700 + friend.userId().hashCode() % 100, friend.userId()))
                .toList();
    }

    /** All prepared and started. */
    void send(SendMethod method, List<Recipient> people) {
        prepared(method, people);
        deliveries.start(id);
    }

    void prepared(SendMethod method, List<Recipient> people) {
        var calls = new ArrayList<PreparedCall>();
        switch (method) {
            case PUSH -> people.forEach(person -> calls.add(new PreparedCall(List.of(person), text("push"))));
            case MULTICAST -> {
                for (var from = 0; from < people.size(); from += 500) {
                    calls.add(new PreparedCall(people.subList(from, Math.min(from + 500, people.size())), new byte[0]));
                }
            }
        }
        world.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
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

    Delivery delivery() {
        return deliveries.find(id).orElseThrow();
    }

    void reaches(DeliveryState state) {
        eventually("the delivery is " + state, () -> delivery().state() == state);
    }

    List<Integer> received() {
        return connection.channel().users().stream()
                .map(friend -> friend.received().size())
                .distinct()
                .toList();
    }

    long rows(String table) {
        return world.database()
                .jdbc()
                .sql("select count(*) from " + table + " where delivery_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    void nothingIsLeft() {
        assertThat(rows("delivery_call")).isZero();
        eventually("who they were is gone", () -> rows("delivery_person") == 0);
        assertThat(world.database()
                        .jdbc()
                        .sql(
                                "select count(*) from delivery where id = ? and (data_key is not null or messages is not null)")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
