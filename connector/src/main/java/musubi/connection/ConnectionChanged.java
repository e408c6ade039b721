package musubi.connection;

import java.util.UUID;

/**
 * A connection is new or has changed, here or on another node. Published when the change is committed and
 * {@link Connections} tells it.
 */
public record ConnectionChanged(UUID id) {}
