package musubi.user.session;

import java.time.Instant;
import java.util.UUID;

/**
 * Who is signed in in a session.
 *
 * @param id of the session on pages; nothing can be opened with it
 * @param stamp of the person's password when they signed in
 * @param device browser and operating system; empty when unknown
 */
public record SessionOwner(UUID id, UUID personId, String stamp, String device, Instant since) {}
