package musubi.user;

import java.time.Instant;

/**
 * A line of the audit log.
 *
 * @param actor who did it, by {@link Actor#name}
 * @param action a code such as {@code person.invited}
 * @param object what was changed: an id or a name, never of a friend
 */
public record AuditEntry(long id, Instant at, String actor, String action, String object, String detail) {}
