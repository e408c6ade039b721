package musubi.connection;

import java.util.UUID;

/** A connection has been deleted, on this node or another one. Published when that is committed. */
public record ConnectionDeleted(UUID id) {}
