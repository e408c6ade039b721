package musubi.inbox.lease;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * The node that a portal belongs to, by rendezvous hashing: the one with the highest weight. All nodes come to the same answer without
 * asking each other; each gets its share; and when one joins or leaves, only portals that it has or had change.
 */
final class FirstChoice {

    private FirstChoice() {}

    /** Of these nodes, in any order; empty when there are none. */
    static Optional<UUID> of(long portalId, Collection<UUID> nodes) {
        return nodes.stream()
                .max(Comparator.<UUID>comparingLong(node -> weight(portalId, node))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static long weight(long portalId, UUID node) {
        return mix(mix(mix(portalId) ^ node.getMostSignificantBits()) ^ node.getLeastSignificantBits());
    }

    /** Each bit of the answer depends on all bits (the finalizer of SplitMix64). */
    private static long mix(long value) {
        var z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
