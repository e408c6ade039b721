package musubi.sandbox.line.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import musubi.sandbox.line.login.Authorization.Asked;
import musubi.sandbox.line.login.Authorization.BotPrompt;
import musubi.sandbox.line.login.Authorization.Refused;
import musubi.sandbox.line.login.Authorization.SentBack;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parameters of an authorize request. A invalidParameter channel or callback URL ends on an error page, all else at the
 * callback URL. https://developers.line.biz/en/docs/line-login/integrate-line-login/#making-an-authorization-request
 */
final class AuthorizeCheck {

    private static final Set<String> SCOPES = Set.of("profile", "openid", "email");

    /** The optional parameters with the pattern of their values. LINE's other response modes are not implemented. */
    private static final Map<String, String> OPTIONAL = Map.ofEntries(
            Map.entry("nonce", ".+"),
            Map.entry("prompt", "consent|none|login"),
            Map.entry("max_age", "[0-9]{1,9}"),
            Map.entry("ui_locales", "[A-Za-z0-9-]+( [A-Za-z0-9-]+)*"),
            Map.entry("bot_prompt", "normal|aggressive"),
            Map.entry("initial_amr_display", "lineqr"),
            Map.entry("switch_amr", "true|false"),
            Map.entry("disable_auto_login", "true|false"),
            Map.entry("disable_ios_auto_login", "true|false"),
            Map.entry("response_mode", "query"),
            Map.entry("code_challenge", "[A-Za-z0-9._~-]{43,128}"),
            Map.entry("code_challenge_method", "S256"));

    private final Function<String, Optional<LoginClient>> channels;

    AuthorizeCheck(Function<String, Optional<LoginClient>> channels) {
        this.channels = channels;
    }

    Authorization of(Map<String, String> parameters) {
        var channel = channels.apply(parameters.getOrDefault("client_id", ""));
        if (channel.isEmpty()) {
            return new Refused("Invalid client_id value.");
        }
        var redirectUri = parameters.getOrDefault("redirect_uri", "");
        if (!isRegistered(channel.get(), redirectUri)) {
            return new Refused("Invalid redirect_uri value. Check if it is registered in a LINE developers site.");
        }
        var asked = asked(channel.get(), redirectUri, parameters);
        var invalidParameter = invalidParameter(asked, parameters);
        if (invalidParameter == null) {
            return asked;
        }
        var error = new LinkedHashMap<String, String>();
        error.put("error", invalidParameter.error());
        error.put("error_description", invalidParameter.description());
        if (!asked.state().isEmpty()) {
            error.put("state", asked.state());
        }
        return SentBack.to(redirectUri, error);
    }

    private record InvalidParameter(String error, String description) {}

    private static @Nullable InvalidParameter invalidParameter(Asked asked, Map<String, String> parameters) {
        if (!"code".equals(parameters.get("response_type"))) {
            return new InvalidParameter("UNSUPPORTED_RESPONSE_TYPE", "response_type must be code.");
        }
        if (asked.state().isEmpty()) {
            return new InvalidParameter("INVALID_REQUEST", "state is required.");
        }
        for (var optional : OPTIONAL.entrySet()) {
            var value = parameters.get(optional.getKey());
            if (value != null && !value.matches(optional.getValue())) {
                return new InvalidParameter("INVALID_REQUEST", "Invalid %s value.".formatted(optional.getKey()));
            }
        }
        if (parameters.containsKey("code_challenge") != parameters.containsKey("code_challenge_method")) {
            return new InvalidParameter("INVALID_REQUEST", "code_challenge and code_challenge_method belong together.");
        }
        if (!hasValidScope(asked)) {
            return new InvalidParameter("INVALID_SCOPE", "Invalid scope value.");
        }
        if ("none".equals(parameters.get("prompt"))) {
            // no browser has a session: the person is chosen on the page
            return new InvalidParameter("LOGIN_REQUIRED", "The user is not logged in.");
        }
        return null;
    }

    private static boolean hasValidScope(Asked asked) {
        var scope = asked.scope();
        return SCOPES.containsAll(scope)
                && (scope.contains("profile") || scope.contains("openid"))
                && (!scope.contains("email")
                        || (scope.contains("openid") && asked.client().emailPermission()));
    }

    private static Asked asked(LoginClient channel, String redirectUri, Map<String, String> parameters) {
        return new Asked(
                channel,
                redirectUri,
                parameters.getOrDefault("state", ""),
                new LinkedHashSet<>(
                        Arrays.asList(parameters.getOrDefault("scope", "").split(" ", -1))),
                parameters.get("nonce"),
                parameters.get("code_challenge"),
                botPrompt(parameters.getOrDefault("bot_prompt", "")),
                parameters.containsKey("max_age"),
                !"true".equals(parameters.get("disable_auto_login")));
    }

    private static @Nullable BotPrompt botPrompt(String value) {
        return Arrays.stream(BotPrompt.values())
                .filter(prompt -> prompt.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElse(null);
    }

    /** The exact URL; query parameters may be added. */
    private static boolean isRegistered(LoginClient channel, String redirectUri) {
        try {
            if (new URI(redirectUri).getRawFragment() != null) {
                return false;
            }
        } catch (URISyntaxException e) {
            return false;
        }
        return channel.callbackUrls().stream()
                .anyMatch(registered -> redirectUri.equals(registered)
                        || redirectUri.startsWith(registered + (registered.contains("?") ? "&" : "?")));
    }
}
