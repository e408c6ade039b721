package musubi.hubspot;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How HubSpot is reached.
 *
 * @param apiBaseUrl scheme, host and port
 * @param appBaseUrl for links to records, and where people install our app
 * @param apiVersion the dated segment of the paths
 * @param burstLimit calls in 10 s per portal; null: learned from the answers, 100 before the first
 * @param clientId of your own app, for OAuth
 * @param clientSecret of the same app: for OAuth, and signs the webhooks it sends; null: no webhooks are accepted
 * @param moreScopes what the app requires besides what Musubi needs, separated by blanks: each install link has to name
 *     all that the app requires
 * @param optionalScopes what the app declares as optional and install links ask for, separated by blanks: HubSpot refuses a
 *     link that asks for one that the app does not declare
 * @param timeout for one call; HubSpot itself gives up after 100 s
 */
@ConfigurationProperties("musubi.hubspot")
public record HubSpotSettings(
        @DefaultValue("https://api.hubapi.com") URI apiBaseUrl,
        @DefaultValue("https://app.hubspot.com") URI appBaseUrl,
        @DefaultValue("2026-09") String apiVersion,
        @Nullable Integer burstLimit,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("") String moreScopes,
        @DefaultValue("") String optionalScopes,
        @DefaultValue("30s") Duration timeout) {

    private static final Pattern SCOPE_NAMES = Pattern.compile("[a-z0-9._-]+(\\s+[a-z0-9._-]+)*");
    private static final Setting API = new Setting("musubi.hubspot.api-base-url", "https://api.hubapi.com");
    private static final Setting APP = new Setting("musubi.hubspot.app-base-url", "https://app.hubspot.com");
    private static final Setting VERSION = new Setting("musubi.hubspot.api-version", "2026-09");
    private static final Setting BURST = new Setting("musubi.hubspot.burst-limit", "what HubSpot's answers tell");
    private static final Setting SCOPES = new Setting("musubi.hubspot.more-scopes", "");
    private static final Setting OPTIONAL = new Setting("musubi.hubspot.optional-scopes", "");
    private static final Setting TIMEOUT = new Setting("musubi.hubspot.timeout", "30s");

    /**
     * Empty values count as unset, as an empty environment variable does.
     *
     * @throws StartFailure when a value cannot work
     */
    public HubSpotSettings {
        apiBaseUrl = API.host(apiBaseUrl);
        appBaseUrl = APP.host(appBaseUrl);
        apiVersion =
                VERSION.text(apiVersion, Pattern.compile("\\d{4}-(0[1-9]|1[0-2])"), "a year and a month, like 2026-09");
        burstLimit = burstLimit == null ? null : BURST.number(burstLimit, 1, 10_000);
        moreScopes = scopes(SCOPES, moreScopes);
        optionalScopes = scopes(OPTIONAL, optionalScopes);
        timeout = TIMEOUT.duration(timeout, Duration.ofMillis(100), Duration.ofSeconds(100));
        clientId = StringUtils.hasText(clientId) ? clientId.strip() : null;
        clientSecret = StringUtils.hasText(clientSecret) ? clientSecret.strip() : null;
    }

    private static String scopes(Setting setting, String names) {
        return setting.text(names, SCOPE_NAMES, "names of scopes, separated by blanks");
    }

    /** The page of a contact in HubSpot. */
    public String contactUrl(long portalId, String recordId) {
        return appBaseUrl
                .resolve("/contacts/%d/record/0-1/%s".formatted(portalId, recordId))
                .toString();
    }

    /** The page of a list in HubSpot. */
    public String listUrl(long portalId, long listId) {
        return appBaseUrl
                .resolve("/contacts/%d/objectLists/%d/filters".formatted(portalId, listId))
                .toString();
    }

    /** The contacts of a portal in HubSpot. */
    public String portalUrl(long portalId) {
        return appBaseUrl.resolve("/contacts/" + portalId).toString();
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "HubSpotSettings[apiBaseUrl=%s, apiVersion=%s]".formatted(apiBaseUrl, apiVersion);
    }
}
