package musubi.user;

import java.util.Set;
import java.util.UUID;

/**
 * What somebody may do, and with which connections.
 *
 * @param role an admin sees all connections, whatever else is said here
 * @param allConnections also those that are made later
 * @param connections the only ones, when not all
 */
public record Scope(Role role, boolean allConnections, Set<UUID> connections) {

    public Scope {
        allConnections = allConnections || role == Role.ADMIN;
        connections = allConnections ? Set.of() : Set.copyOf(connections);
    }

    /** All connections. */
    public static Scope all(Role role) {
        return new Scope(role, true, Set.of());
    }

    /** Whether that connection is one of theirs. */
    public boolean maySee(UUID connectionId) {
        return allConnections || connections.contains(connectionId);
    }
}
