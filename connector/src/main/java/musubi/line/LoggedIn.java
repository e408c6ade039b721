package musubi.line;

import java.util.Optional;

/**
 * A friend who logged in with LINE Login.
 *
 * @param userId the LINE user id in the Login channel's provider
 * @param name the display name
 * @param pictureUrl of the profile picture
 * @param email present only when it was requested, and the friend has one and did not decline
 * @param friend whether the linked Official Account is a friend and not blocked; empty when unknown
 */
public record LoggedIn(
        String userId,
        Optional<String> name,
        Optional<String> pictureUrl,
        Optional<String> email,
        Optional<Boolean> friend) {

    /** Leaves out the friend. */
    @Override
    public String toString() {
        return "LoggedIn[…]";
    }
}
