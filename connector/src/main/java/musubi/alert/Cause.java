package musubi.alert;

import java.util.UUID;

/**
 * What can be wrong with a connection for a while.
 *
 * @param code of a problem; empty where the kind says it all
 */
record Cause(UUID connectionId, AlertKind kind, String code) {}
