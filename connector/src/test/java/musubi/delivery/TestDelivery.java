package musubi.delivery;

import static musubi.testing.Waits.eventually;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.springframework.transaction.support.TransactionTemplate;

/** A delivery of an account, prepared, and watched from outside. Goes on being the same one when the connector is started again. */
public final class TestDelivery {

    private final TestWorld world;
    private final TestConnection connection;
    private final UUID id = UUID.randomUUID();

    public TestDelivery(TestWorld world, TestConnection connection) {
        this.world = world;
        this.connection = connection;
    }

    /** Friends who are new to the account. Their webhooks are switched off: this is about messages, not about events. */
    public List<Recipient> crowd(int people) {
        connection.channel().useWebhook(false);
        var contactId = 700L;
        var crowd = new ArrayList<Recipient>(people);
        for (var friend : connection.channel().crowd(people)) {
            crowd.add(new Recipient(contactId++, friend.userId()));
        }
        return crowd;
    }

    /** Prepared, with full multicasts, and started. */
    public void send(SendMethod method, List<Recipient> people) {
        prepare(method, people, 500);
        deliveries().start(id);
    }

    /**
     * On disk, and ready to be started.
     *
     * @param perCall people in a multicast
     */
    public void prepare(SendMethod method, List<Recipient> people, int perCall) {
        var push = method == SendMethod.PUSH;
        var calls = new ArrayList<PreparedCall>();
        var size = push ? 1 : perCall;
        for (var from = 0; from < people.size(); from += size) {
            calls.add(new PreparedCall(
                    people.subList(from, Math.min(from + size, people.size())), push ? text("push") : new byte[0]));
        }
        world.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries().open(id, UUID.fromString(connection.id()), method, push ? new byte[0] : text("multicast"));
            deliveries().add(id, calls);
        });
        deliveries().ready(id);
    }

    /**
     * The same with people who are held back, for whom there are two choices.
     *
     * @param perCall people in a multicast
     */
    public void prepare(SendMethod method, List<Recipient> people, List<Recipient> held, int perCall) {
        var size = method == SendMethod.PUSH ? 1 : perCall;
        world.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries().open(id, UUID.fromString(connection.id()), method, new byte[0]);
            deliveries().add(id, calls(people, size, "test").toList());
            deliveries()
                    .hold(
                            id,
                            calls(held, size, "A")
                                    .map(a -> new HeldCall(List.of(a, new PreparedCall(a.recipients(), text("B")))))
                                    .toList());
        });
        deliveries().ready(id);
    }

    private static Stream<PreparedCall> calls(List<Recipient> people, int size, String says) {
        return IntStream.iterate(0, from -> from < people.size(), from -> from + size)
                .mapToObj(from ->
                        new PreparedCall(people.subList(from, Math.min(from + size, people.size())), text(says)));
    }

    static byte[] text(String text) {
        return "[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(text).getBytes(StandardCharsets.UTF_8);
    }

    public Deliveries deliveries() {
        return world.bean(Deliveries.class);
    }

    public UUID id() {
        return id;
    }

    public TestConnection connection() {
        return connection;
    }

    public Delivery now() {
        return deliveries().find(id).orElseThrow();
    }

    public DeliveryCounts counts() {
        return now().counts();
    }

    public void reaches(DeliveryState state) {
        eventually("the delivery is " + state, () -> now().state() == state);
    }

    /** How many messages friends have: each number that there is, once. */
    public List<Integer> received() {
        return connection.channel().users().stream()
                .map(friend -> friend.received().size())
                .distinct()
                .toList();
    }

    /** Rows of a table that are about it. */
    public long rows(String table) {
        return world.database()
                .jdbc()
                .sql("select count(*) from " + table + " where delivery_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** Rows of people and calls that rest, and keys that would open them. */
    public long rests() {
        return world.database()
                .jdbc()
                .sql("""
                        select (select count(*) from delivery_call where delivery_id = :id)
                            + (select count(*) from delivery_person p join delivery d on d.id = p.delivery_id
                                where p.delivery_id = :id and d.people_key is null)
                            + (select count(*) from delivery where id = :id and (data_key is not null or messages is not null))
                        """)
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
