package musubi.user;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who uses the console.
 *
 * @param email in lower case
 * @param stamp changes with the password
 * @param hasPassword false for a person who signs in only by a provider of OpenID Connect
 * @param connected whether an account at such a provider is connected to the person
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
        boolean connected,
        Instant createdAt,
        Optional<Instant> lastLoginAt) {

    /** Without name and e-mail address. */
    @Override
    public String toString() {
        return "Person[id=%s, role=%s]".formatted(id, scope.role());
    }
}
