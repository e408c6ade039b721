package musubi.sandbox.hubspot;

import java.time.Instant;

/**
 * Somebody to whom contacts and tasks can belong: a user of the portal.
 *
 * @param id what {@code hubspot_owner_id} takes
 * @param userId the user's own id, which is no owner's
 * @param archived the user was deactivated; owns nothing new
 */
public record Owner(
        long id,
        long userId,
        String email,
        String firstName,
        String lastName,
        boolean archived,
        Instant createdAt,
        Instant updatedAt) {

    /** The same owner, deactivated at that moment. */
    public Owner archived(Instant now) {
        return new Owner(id, userId, email, firstName, lastName, true, createdAt, now);
    }
}
