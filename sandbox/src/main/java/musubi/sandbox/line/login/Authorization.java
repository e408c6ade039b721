package musubi.sandbox.line.login;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result of a call of LINE Login's authorize page. */
public sealed interface Authorization {

    /**
     * The consent screen is shown.
     *
     * @param scope in the order of the request
     * @param nonce null: absent
     * @param codeChallenge null: without PKCE
     * @param botPrompt null: absent
     * @param wantsAuthTime whether max_age was given
     * @param autoLogin false: disable_auto_login was given
     */
    record Asked(
            LoginClient client,
            String redirectUri,
            String state,
            Set<String> scope,
            @Nullable String nonce,
            @Nullable String codeChallenge,
            @Nullable BotPrompt botPrompt,
            boolean wantsAuthTime,
            boolean autoLogin)
            implements Authorization {

        /** Whether the screen offers the official account. */
        boolean showsAccount() {
            return botPrompt != null && client.linked();
        }

        SentBack back(Map<String, String> parameters) {
            return SentBack.to(redirectUri, parameters);
        }
    }

    /** An error page, since there is no valid address to redirect to. */
    record Refused(String message) implements Authorization {}

    /** The browser is sent to the callback URL. */
    record SentBack(URI location) implements Authorization {

        static SentBack to(String redirectUri, Map<String, String> parameters) {
            var query = parameters.entrySet().stream()
                    .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return new SentBack(URI.create(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query));
        }
    }

    /** How the official account is offered. https://developers.line.biz/en/docs/line-login/link-a-bot/ */
    enum BotPrompt {
        /** By a checkbox on the consent screen. */
        NORMAL,
        /** By a separate screen after it. */
        AGGRESSIVE
    }
}
