package musubi.user;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a one-time link offers.
 *
 * @param email whose; empty for {@link Purpose#SETUP} alone
 * @param scope what the person may do who is made; of a reset it says nothing
 * @param createdBy the name of the actor
 */
public record Invitation(Purpose purpose, Optional<String> email, Scope scope, Instant expiresAt, String createdBy) {

    /** What a link is for. It stands in the link's row, and each page takes links of its own purpose only. */
    public enum Purpose {
        /** Makes the first admin, while there is nobody. */
        SETUP("/setup/"),
        /** Makes the person with that address. */
        INVITATION("/invite/"),
        /** Sets a new password for the person with that address. */
        RESET("/reset/");

        private final String path;

        Purpose(String path) {
            this.path = path;
        }

        /** The page's path, up to the token. */
        public String path() {
            return path;
        }

        /** Part of message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Does not tell the addresses. */
    @Override
    public String toString() {
        return "Invitation[purpose=%s, role=%s]".formatted(purpose, scope.role());
    }
}
