package musubi.inbox.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.UUID;
import musubi.inbox.PortalOwnershipContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** With its thread, by the real clocks. */
class LeasedPortalsTests extends PortalOwnershipContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Override
    protected Node node() {
        var portals = portals(DATABASE.url());
        return new Node(portals, portals::stop);
    }

    private LeasedPortals portals(String url) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("spring.datasource.url", url)));
        var portals = new LeasedPortals(
                new LeaseRepository(DATABASE.dataSource(), new JdbcTransactionManager(DATABASE.dataSource())),
                environment,
                metrics);
        portals.start();
        return portals;
    }

    @Test
    void onTheEmbeddedDatabaseWhatAKilledProcessLeftIsNotWaitedFor() {
        DATABASE.jdbc()
                .sql("insert into portal_lease values (7, ?, 1, now() + interval '1 hour')")
                .param(UUID.randomUUID())
                .update();
        var outside = portals(DATABASE.url());
        assertThat(outside.own(7)).isFalse();
        outside.stop();
        var embedded = portals("");
        assertThat(embedded.own(7)).isTrue();
        embedded.stop();
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from portal_lease where portal_id = 7")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void portalsAreCounted() {
        var portals = portals("");
        assertThat(metrics.get("musubi.portals.owned").gauge().value()).isZero();
        portals.own(8);
        portals.own(9);
        assertThat(metrics.get("musubi.portals.owned").gauge().value()).isEqualTo(2);
        portals.stop();
        assertThat(metrics.get("musubi.portals.owned").gauge().value()).isZero();
    }
}
