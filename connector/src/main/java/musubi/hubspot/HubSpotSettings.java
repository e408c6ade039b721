package musubi.hubspot;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How HubSpot is reached.
 *
 * @param apiBaseUrl scheme and host, without a trailing slash
 * @param appBaseUrl for links to records
 * @param apiVersion the dated segment of the paths
 * @param burstLimit calls in 10 s per portal; null: learned from the answers, 100 before the first
 * @param clientSecret of an app of one's own: signs the webhooks it sends; null: none are taken
 * @param timeout for one call; HubSpot itself gives up after 100 s
 */
@ConfigurationProperties("musubi.hubspot")
public record HubSpotSettings(
        @DefaultValue("https://api.hubapi.com") URI apiBaseUrl,
        @DefaultValue("https://app.hubspot.com") URI appBaseUrl,
        @DefaultValue("2026-09") String apiVersion,
        @Nullable Integer burstLimit,
        @Nullable String clientSecret,
        @DefaultValue("30s") Duration timeout) {

    /** The page of a contact in HubSpot. */
    public String contactUrl(long portalId, String recordId) {
        return appBaseUrl
                .resolve("/contacts/%d/record/0-1/%s".formatted(portalId, recordId))
                .toString();
    }

    /** Does not tell the secret. */
    @Override
    public String toString() {
        return "HubSpotSettings[apiBaseUrl=%s, apiVersion=%s]".formatted(apiBaseUrl, apiVersion);
    }
}
