package musubi.user;

import java.time.Instant;

/**
 * Something that was changed.
 *
 * @param actor who, by {@link Actor#name}
 * @param action a code, such as {@code person.invited}
 * @param object to what: an id or a name, never a friend's
 */
public record AuditEntry(long id, Instant at, String actor, String action, String object, String detail) {}
