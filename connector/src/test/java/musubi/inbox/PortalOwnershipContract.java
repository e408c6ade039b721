package musubi.inbox;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PortalOwnership} promises. */
public abstract class PortalOwnershipContract {

    /** A node, and what ends it in order. */
    public record Node(PortalOwnership portals, Runnable end) {}

    private final long portal = ThreadLocalRandom.current().nextLong(1L << 40);

    /** A new node. */
    protected abstract Node node();

    @Test
    void oneNodeOwnsAPortalUntilItEnds() {
        var one = node();
        var other = node();
        try {
            assertThat(one.portals().own(portal)).isTrue();
            assertThat(one.portals().own(portal)).isTrue();
            assertThat(other.portals().own(portal)).isFalse();
            assertThat(other.portals().begin(portal)).isEmpty();
            // which of them, is the implementation's affair
            eventually("one of them owns another portal", () -> {
                var owners = (one.portals().own(portal + 1) ? 1 : 0)
                        + (other.portals().own(portal + 1) ? 1 : 0);
                assertThat(owners).isLessThan(2);
                return owners == 1;
            });
            one.end().run();
            assertThat(one.portals().own(portal)).isFalse();
            assertThat(one.portals().begin(portal)).isEmpty();
            eventually(
                    "the other takes over",
                    () -> other.portals().own(portal) && other.portals().own(portal + 1));
            assertThat(other.portals().begin(portal)).isPresent();
        } finally {
            other.end().run();
        }
    }
}
