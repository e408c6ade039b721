package musubi.sandbox.hubspot;

import java.time.Instant;

/**
 * A user of the portal who can own contacts and tasks.
 *
 * @param id the value of {@code hubspot_owner_id}
 * @param userId the user's id, which differs from the owner's
 * @param archived the user was deactivated and cannot become the owner of anything
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
