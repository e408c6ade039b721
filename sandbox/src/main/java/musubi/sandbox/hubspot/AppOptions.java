package musubi.sandbox.hubspot;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * The options of a new developer app.
 *
 * @param name on the consent page
 * @param clientId empty: generated
 * @param clientSecret empty: generated
 * @param redirectUrls where the browser may be sent back to: https, or http on localhost
 * @param requiredScopes each install link has to ask for exactly these in {@code scope}
 * @param optionalScopes an install link may ask for these in {@code optional_scope}
 */
public record AppOptions(
        String name,
        String clientId,
        String clientSecret,
        List<URI> redirectUrls,
        Set<String> requiredScopes,
        Set<String> optionalScopes,
        AppDistribution distribution) {

    public AppOptions {
        for (var url : redirectUrls) {
            if (!mayRedirectTo(url)) {
                throw new IllegalArgumentException(
                        "redirectUrls: %s (expected: https, or http on localhost)".formatted(url));
            }
        }
        redirectUrls = List.copyOf(redirectUrls);
        requiredScopes = Set.copyOf(requiredScopes);
        optionalScopes = Set.copyOf(optionalScopes);
    }

    /** Whether HubSpot lets an app register that address. */
    public static boolean mayRedirectTo(URI url) {
        var local = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
        return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && local);
    }

    /** Of marketplace distribution, with the scopes for contacts, those for owners and lists optional. */
    public static AppOptions redirectingTo(URI... redirectUrls) {
        return new AppOptions(
                "Musubi",
                "",
                "",
                List.of(redirectUrls),
                Set.of(
                        "crm.objects.contacts.read",
                        "crm.objects.contacts.write",
                        "crm.schemas.contacts.read",
                        "crm.schemas.contacts.write"),
                Set.of("crm.objects.owners.read", "crm.lists.read", "crm.lists.write"),
                AppDistribution.MARKETPLACE);
    }

    /** The same with this client id and secret. */
    public AppOptions client(String id, String secret) {
        return new AppOptions(name, id, secret, redirectUrls, requiredScopes, optionalScopes, distribution);
    }

    /** The same with these scopes. */
    public AppOptions scopes(Set<String> required, Set<String> optional) {
        return new AppOptions(name, clientId, clientSecret, redirectUrls, required, optional, distribution);
    }

    /** The same with this distribution. */
    public AppOptions distribution(AppDistribution wanted) {
        return new AppOptions(name, clientId, clientSecret, redirectUrls, requiredScopes, optionalScopes, wanted);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AppOptions[name=%s, clientId=%s]".formatted(name, clientId);
    }
}
