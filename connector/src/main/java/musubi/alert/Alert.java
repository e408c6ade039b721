package musubi.alert;

import java.time.Instant;
import java.util.UUID;

/**
 * Something to tell people, without a receiver.
 *
 * @param cause a code: of a problem, the id of an import, or empty where the kind says it all
 * @param number of failures where it is about these, else 0
 */
record Alert(UUID connectionId, AlertKind kind, Phase phase, String cause, long number, Instant at) {}
