package musubi.user.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import musubi.system.StartFailure;
import musubi.user.Role;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A provider of OpenID Connect by which people sign in; without an issuer there is none. Empty values count as unset.
 *
 * @param issuer exactly as in the discovery document
 * @param clientId of Musubi at the provider
 * @param clientSecret of Musubi at the provider
 * @param name what people call the provider
 * @param scopes separated by blanks; {@code openid} among them
 * @param newPeople the role of people whom nobody has created or invited; empty to refuse them
 * @param trustEmail whether to accept an e-mail address when the provider does not say whether it is verified
 */
public record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String name,
        @DefaultValue("") String scopes,
        @DefaultValue("") String newPeople,
        @DefaultValue("false") boolean trustEmail) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public OidcSettings {
        issuer = issuer.strip();
        clientId = clientId.strip();
        name = name.isBlank() ? "SSO" : name.strip();
        scopes = scopes.isBlank() ? "openid email profile" : scopes.strip();
        newPeople = newPeople.strip().toUpperCase(Locale.ROOT);
        if (issuer.isEmpty()) {
            if (!clientId.isEmpty() || !clientSecret.isBlank()) {
                throw new StartFailure(
                        "musubi.oidc.client-id or musubi.oidc.client-secret is set, but musubi.oidc.issuer is not.",
                        "Set musubi.oidc.issuer to the provider's issuer, or leave out all of musubi.oidc.");
            }
        } else {
            checkIssuer(issuer);
            if (clientId.isEmpty() || clientSecret.isBlank()) {
                throw new StartFailure(
                        "musubi.oidc.issuer is set, but musubi.oidc.client-id or musubi.oidc.client-secret is not.",
                        "Register Musubi with the provider and set both as it shows them, or leave out"
                                + " musubi.oidc.issuer.");
            }
        }
        if (!Arrays.asList(scopes.split("\\s+")).contains("openid")) {
            throw new StartFailure(
                    "musubi.oidc.scopes is \"" + scopes + "\" (expected: openid among them).",
                    "Add openid, or leave it out for \"openid email profile\".");
        }
        checkRole(newPeople);
    }

    private static void checkIssuer(String issuer) {
        try {
            var uri = new URI(issuer);
            var safe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
            if (safe
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException notAnAddress) {
            // refused below
        }
        throw new StartFailure(
                "musubi.oidc.issuer is \"" + issuer
                        + "\" (expected: an https address like https://accounts.example.com;"
                        + " http only for localhost).",
                "Set it to \"issuer\" as the provider's /.well-known/openid-configuration has it.");
    }

    private static void checkRole(String role) {
        if (!role.isEmpty()
                && Stream.of(Role.values()).noneMatch(known -> known.name().equals(role))) {
            throw new StartFailure(
                    "musubi.oidc.new-people is \"" + role + "\" (expected: VIEWER, OPERATOR or ADMIN).",
                    "Set one of these, or leave it out: then only people come in whom an admin made or invited.");
        }
    }

    public boolean isSet() {
        return !issuer.isEmpty();
    }

    Set<String> scopeSet() {
        return new LinkedHashSet<>(Arrays.asList(scopes.split("\\s+")));
    }

    Optional<Role> roleOfNewPeople() {
        return newPeople.isEmpty() ? Optional.empty() : Optional.of(Role.valueOf(newPeople));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=%s, newPeople=%s, trustEmail=%s]".formatted(issuer, newPeople, trustEmail);
    }
}
