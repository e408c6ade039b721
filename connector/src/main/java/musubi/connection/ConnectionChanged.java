package musubi.connection;

import java.util.UUID;

/**
 * A connection is new or has changed, on this node or another one. Published when the change is committed and {@link Connections} returns
 * it.
 */
public record ConnectionChanged(UUID id) {}
