package musubi.user;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An API token, without the token.
 *
 * @param expiresAt empty: never
 * @param createdBy the name of the actor
 */
public record IssuedToken(
        UUID id,
        String name,
        Scope scope,
        Optional<Instant> expiresAt,
        String createdBy,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {}
