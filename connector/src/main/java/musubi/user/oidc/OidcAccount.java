package musubi.user.oidc;

import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What a provider says of somebody who signed in there.
 *
 * @param subject who it is, for ever, at that issuer
 * @param email their address of today
 * @param verified whether it is really theirs; empty: the provider does not say
 * @param name may be empty
 */
public record OidcAccount(String issuer, String subject, Optional<String> email, Optional<Boolean> verified, String name) {

    public static OidcAccount of(String issuer, OidcUser user) {
        return new OidcAccount(
                issuer,
                Objects.requireNonNull(user.getSubject()),
                Optional.ofNullable(user.getEmail()),
                Optional.ofNullable(user.getEmailVerified()),
                Optional.ofNullable(user.getFullName()).orElse(""));
    }

    /** Tells nobody. */
    @Override
    public String toString() {
        return "OidcAccount[]";
    }
}
