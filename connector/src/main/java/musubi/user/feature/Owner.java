package musubi.user.feature;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds the connection that an id of a path belongs to.
 *
 * @param noun what the id names, for an error: link, import
 * @param connection from the id as the path has it; empty where there is nothing of that id
 */
public record Owner(String noun, Function<String, Optional<UUID>> connection) {

    /** An id as a UUID; empty where it is none. */
    public static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** An id as a number; empty where it is none. */
    public static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.valueOf(id));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
