package musubi.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

class DeliveryGaugeTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @Test
    void peopleWhoStillGetSomethingAreCountedByConnection() {
        var connection = WORLD.connect();
        var other = WORLD.connect();
        var deliveries = WORLD.bean(Deliveries.class);
        var id = UUID.randomUUID();
        var people = List.of(
                new Recipient(1, "U" + "a".repeat(32)),
                new Recipient(2, "U" + "b".repeat(32)),
                new Recipient(3, "U" + "c".repeat(32)));
        WORLD.bean(TransactionTemplate.class).executeWithoutResult(_ -> {
            deliveries.open(
                    id, UUID.fromString(connection.id()), SendMethod.MULTICAST, "[]".getBytes(StandardCharsets.UTF_8));
            deliveries.add(id, List.of(new PreparedCall(deliveries.take(id, people), new byte[0])));
        });
        assertThat(measured()).contains(gauge(connection.id(), 3), gauge(other.id(), 0));
        deliveries.ready(id);
        deliveries.pause(id, PauseReason.PERSON, "");
        assertThat(measured()).contains(gauge(connection.id(), 3), paused(connection.id(), 0));
        deliveries.cancel(id);
        assertThat(measured()).contains(gauge(connection.id(), 0));
    }

    @Test
    void whatPausesByItselfIsCountedUntilAPersonDecides() {
        var connection = WORLD.connect();
        var deliveries = WORLD.bean(Deliveries.class);
        var id = UUID.randomUUID();
        WORLD.bean(TransactionTemplate.class)
                .executeWithoutResult(_ -> deliveries.open(
                        id,
                        UUID.fromString(connection.id()),
                        SendMethod.MULTICAST,
                        "[]".getBytes(StandardCharsets.UTF_8)));
        assertThat(measured()).contains(paused(connection.id(), 0));
        deliveries.pause(id, PauseReason.QUOTA, "");
        assertThat(measured()).contains(paused(connection.id(), 1));
        deliveries.cancel(id);
        assertThat(measured()).contains(paused(connection.id(), 0));
    }

    private static String paused(String connection, int deliveries) {
        return "musubi_delivery_paused{connection=\"%s\"} %d.0".formatted(connection, deliveries);
    }

    private static String gauge(String connection, int people) {
        return "musubi_delivery_pending{connection=\"%s\"} %d.0".formatted(connection, people);
    }

    private static String measured() {
        WORLD.bean(DeliveryGauge.class).measure();
        return WORLD.api("GET", "/actuator/prometheus", null).body();
    }
}
