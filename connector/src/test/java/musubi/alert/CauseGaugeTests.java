package musubi.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with a connection, for those who watch metrics. */
class CauseGaugeTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final UUID id = UUID.fromString(WORLD.connect().id());
    private final UUID other = UUID.fromString(WORLD.connect().id());

    @Test
    void causesAreCountedByConnectionAndKindForAsLongAsTheyAreThere() {
        var connections = WORLD.bean(Connections.class);
        List.of(id, other).forEach(each -> connections.resolve(each, ProblemCode.WEBHOOK_NOT_SET));
        connections.report(id, new Problem(ProblemCode.WEBHOOK_OFF));
        connections.report(id, new Problem(ProblemCode.LOGIN_CHANNEL_REFUSED));
        assertThat(measured())
                .contains(gauge(id, "connection_refused", 2), gauge(other, "connection_refused", 0))
                .contains(gauge(id, "outage", 0), gauge(id, "failures_waiting", 0), gauge(id, "messages_missing", 0))
                .doesNotContain("kind=\"import_finished\"");
        connections.resolve(id, ProblemCode.WEBHOOK_OFF);
        assertThat(measured()).contains(gauge(id, "connection_refused", 1));
        connections.resolve(id, ProblemCode.LOGIN_CHANNEL_REFUSED);
        assertThat(measured()).contains(gauge(id, "connection_refused", 0));
    }

    private static String gauge(UUID connection, String kind, int causes) {
        return "musubi_alert_causes{connection=\"%s\",kind=\"%s\"} %d.0".formatted(connection, kind, causes);
    }

    private static String measured() {
        WORLD.bean(WatchCauses.class).look();
        WORLD.bean(CauseGauge.class).measure();
        return WORLD.api("GET", "/actuator/prometheus", null).body();
    }
}
