package musubi.inbox;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link PortalOwnership} promises. Which of two nodes owns a portal, and how soon, is its own affair. */
public abstract class PortalOwnershipContract {

    /** A node, and what ends it in order. */
    public record Node(PortalOwnership portals, Runnable end) {}

    private final long portal = ThreadLocalRandom.current().nextLong(1L << 40);

    /** A new node. */
    protected abstract Node node();

    @Test
    void oneNodeOwnsAPortalUntilItEnds() {
        var one = node();
        eventually("who is alone owns what it asks for", () -> one.portals().own(portal));
        var other = node();
        try {
            eventually("one of them owns the portal", () -> isOwnedByOne(one, other, portal));
            eventually("one of them owns another portal", () -> isOwnedByOne(one, other, portal + 1));
            one.end().run();
            assertThat(one.portals().own(portal)).isFalse();
            assertThat(one.portals().begin(portal)).isEmpty();
            eventually(
                    "the other takes over",
                    () -> other.portals().own(portal) && other.portals().own(portal + 1));
            eventually("it works", () -> other.portals().begin(portal).isPresent());
        } finally {
            other.end().run();
        }
    }

    private static boolean isOwnedByOne(Node one, Node other, long portal) {
        var began = one.portals().begin(portal);
        if (began.isEmpty()) {
            return other.portals().own(portal);
        }
        try (var tenure = began.get()) {
            if (other.portals().own(portal)) {
                // this machine may have stood still for so long that it was taken over meanwhile
                assertThatThrownBy(tenure::require).isInstanceOf(OwnershipLostException.class);
            }
        }
        return true;
    }
}
