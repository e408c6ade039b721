package musubi.user.session;

import java.time.Instant;

/**
 * A row of the database.
 *
 * @param version counts changes of the attributes
 * @param attributes encrypted
 */
record SessionRow(SessionOwner owner, Instant seenAt, int version, String attributes) {}
