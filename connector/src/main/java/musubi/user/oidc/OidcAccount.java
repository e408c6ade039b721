package musubi.user.oidc;

import java.util.Objects;
import java.util.Optional;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * The account of somebody who signed in at a provider.
 *
 * @param subject identifies the account at the issuer for ever
 * @param email current e-mail address
 * @param verified whether the provider has verified the address; empty when it does not say
 * @param name may be empty
 */
public record OidcAccount(
        String issuer, String subject, Optional<String> email, Optional<Boolean> verified, String name) {

    public static OidcAccount of(String issuer, OidcUser user) {
        return new OidcAccount(
                issuer,
                Objects.requireNonNull(user.getSubject()),
                Optional.ofNullable(user.getEmail()),
                Optional.ofNullable(user.getEmailVerified()),
                Optional.ofNullable(user.getFullName()).orElse(""));
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "OidcAccount[]";
    }
}
