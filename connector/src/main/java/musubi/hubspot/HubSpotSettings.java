package musubi.hubspot;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * How HubSpot is reached.
 *
 * @param apiBaseUrl scheme and host, without a trailing slash
 * @param appBaseUrl for links to records, and where people install our app
 * @param apiVersion the dated segment of the paths
 * @param burstLimit calls in 10 s per portal; null: learned from the answers, 100 before the first
 * @param clientId of an app of one's own, for OAuth
 * @param clientSecret of the same app: for OAuth, and signs the webhooks it sends; null: none are taken
 * @param moreScopes what the app requires besides what Musubi needs, separated by blanks: each install link has to name
 *     all that the app requires
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
        @DefaultValue("30s") Duration timeout) {

    /** Empty values count as unset, as an empty environment variable does. */
    public HubSpotSettings {
        clientId = StringUtils.hasText(clientId) ? clientId.strip() : null;
        clientSecret = StringUtils.hasText(clientSecret) ? clientSecret.strip() : null;
    }

    /** The page of a contact in HubSpot. */
    public String contactUrl(long portalId, String recordId) {
        return appBaseUrl
                .resolve("/contacts/%d/record/0-1/%s".formatted(portalId, recordId))
                .toString();
    }

    /** The contacts of a portal in HubSpot. */
    public String portalUrl(long portalId) {
        return appBaseUrl.resolve("/contacts/" + portalId).toString();
    }

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return "HubSpotSettings[apiBaseUrl=%s, apiVersion=%s]".formatted(apiBaseUrl, apiVersion);
    }
}
