package musubi.sandbox.hubspot.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An install link that matches the app's configuration. The texts of the refusals are those HubSpot's help quotes
 * (knowledge.hubspot.com: Resolve a 'Request for Integration Permissions' error).
 *
 * @param scopes required and optional ones
 */
public record AuthorizeRequest(
        OAuthApp app,
        String redirectUrl,
        Set<String> scopes,
        @Nullable String state) {

    /** HubSpot shows an error page and does not redirect. */
    public static final class Refused extends RuntimeException {
        private final String text;

        Refused(String text) {
            super(text, null, false, false);
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** @throws Refused with the text of the error page */
    static AuthorizeRequest of(Map<String, String> parameters, Collection<OAuthApp> apps) {
        var clientId = parameters.getOrDefault("client_id", "");
        var app = apps.stream()
                .filter(one -> one.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> new Refused("Authorization failed because the client ID is unknown."));
        var redirectUrl = parameters.getOrDefault("redirect_uri", "");
        if (!app.redirectUrls().contains(redirectUrl)) {
            throw new Refused(
                    "Authorization failed as the redirect URL '%s' doesn't match the app's registered redirect URL."
                            .formatted(redirectUrl));
        }
        var required = words(parameters.getOrDefault("scope", ""));
        var optional = words(parameters.getOrDefault("optional_scope", ""));
        if (!required.containsAll(app.options().requiredScopes())) {
            throw new Refused("Authorization failed because the provided scopes are insufficient.");
        }
        if (!app.options().requiredScopes().containsAll(required)
                || !app.options().optionalScopes().containsAll(optional)) {
            throw new Refused("Authorization failed because there is a mismatch between the scopes in the install URL"
                    + " and the app's configured scopes.");
        }
        var scopes = new LinkedHashSet<>(required);
        scopes.addAll(optional);
        return new AuthorizeRequest(app, redirectUrl, scopes, parameters.get("state"));
    }

    /** Where the browser goes after Connect. */
    public URI connected(long portalId) {
        return back("code=" + encoded(app.newCode(portalId, redirectUrl, scopes)));
    }

    /** Where it goes after Cancel. */
    public URI declined() {
        return back("error=access_denied&error_description=" + encoded("The user denied access to the app"));
    }

    private URI back(String query) {
        var separator = redirectUrl.contains("?") ? "&" : "?";
        return URI.create(redirectUrl + separator + query + (state == null ? "" : "&state=" + encoded(state)));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Set<String> words(String scopes) {
        var words = new LinkedHashSet<>(Arrays.asList(scopes.split("[ ,]+")));
        words.remove("");
        return words;
    }
}
