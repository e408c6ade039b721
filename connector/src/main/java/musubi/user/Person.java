package musubi.user;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who uses the console.
 *
 * @param email in lower case
 * @param stamp another one after each change of the password
 * @param hasPassword not so who came in by a provider of OpenID Connect alone
 * @param tied whether an account at such a provider is theirs
 */
public record Person(
        UUID id,
        String email,
        String name,
        Scope scope,
        Language language,
        boolean disabled,
        String stamp,
        boolean hasPassword,
        boolean tied,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {

    /** Does not tell name and address. */
    @Override
    public String toString() {
        return "Person[id=%s, role=%s]".formatted(id, scope.role());
    }
}
