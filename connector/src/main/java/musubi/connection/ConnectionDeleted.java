package musubi.connection;

import java.util.UUID;

/** A connection is gone, here or on another node. Published when that is committed. */
public record ConnectionDeleted(UUID id) {}
