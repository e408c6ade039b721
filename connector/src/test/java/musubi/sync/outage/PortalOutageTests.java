package musubi.sync.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who owns a portal may change while HubSpot is away. */
class PortalOutageTests {

    private static final long PORTAL = 4_711;

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final Clock clock = Clock.systemUTC();
    private final Outages outages = WORLD.bean(Outages.class);

    @Test
    void anOutageOfAnEarlierOwnerIsTriedAtOnceAndWhatWaitsGoesOnWhenItIsOver() {
        var now = clock.instant();
        outages.note(PORTAL, new Outage(Outage.Cause.FAULT, 503, now.minus(Duration.ofMinutes(5)), now));
        var outage = new PortalOutage(outages, clock, PORTAL);
        assertThat(outage.mayTry()).isTrue();
        assertThat(outage.mayTry()).as("not before some seconds").isFalse();
        assertThat(outage.succeeded()).as("what waits goes on").isTrue();
        assertThat(outages.of(List.of(PORTAL))).isEmpty();
        assertThat(outage.mayTry()).isFalse();
    }

    @Test
    void withoutAnOutageNothingIsTriedAndNothingWaits() {
        var outage = new PortalOutage(outages, clock, PORTAL);
        assertThat(outage.mayTry()).isFalse();
        assertThat(outage.succeeded()).isFalse();
    }
}
