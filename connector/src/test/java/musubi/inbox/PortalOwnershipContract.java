package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PortalOwnership} promises. */
public abstract class PortalOwnershipContract {

    /** A node, and what ends it as its death would. */
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
            assertThat(other.portals().own(portal + 1)).isTrue();
            assertThat(one.portals().own(portal + 1)).isFalse();
            one.end().run();
            assertThat(other.portals().own(portal)).isTrue();
        } finally {
            other.end().run();
        }
    }
}
