package musubi.user;

import java.time.Instant;
import java.util.Optional;

/**
 * An offer to become a person of the console.
 *
 * @param email empty: the set-up link of the first person
 */
public record Invitation(Optional<String> email, Scope scope, Instant expiresAt, String createdBy) {

    /** Does not tell the addresses. */
    @Override
    public String toString() {
        return "Invitation[role=%s]".formatted(scope.role());
    }
}
