package musubi.line;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where LINE is and how fast it may be asked.
 *
 * @param apiBaseUrl scheme, host and port of the Messaging API
 * @param dataBaseUrl scheme, host and port for contents (images, files)
 * @param accessBaseUrl the LINE Login pages
 * @param requestsPerSecond calls a second to one endpoint of one channel; LINE's own limit for profiles is 2,000
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#rate-limits">Rate limits</a>
 */
@ConfigurationProperties("musubi.line")
public record LineSettings(
        @DefaultValue("https://api.line.me") URI apiBaseUrl,
        @DefaultValue("https://api-data.line.me") URI dataBaseUrl,
        @DefaultValue("https://access.line.me") URI accessBaseUrl,
        @DefaultValue("2000") int requestsPerSecond) {

    /** @throws IllegalArgumentException when a value cannot work; the message names its key */
    public LineSettings {
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "musubi.line.requests-per-second: %d (expected: 1 or more)".formatted(requestsPerSecond));
        }
        apiBaseUrl = root("musubi.line.api-base-url", apiBaseUrl);
        dataBaseUrl = root("musubi.line.data-base-url", dataBaseUrl);
        accessBaseUrl = root("musubi.line.access-base-url", accessBaseUrl);
    }

    /** LINE's official client drops a path without a word, so none is accepted. */
    private static URI root(String key, URI url) {
        if (url.getHost() == null || !url.getPath().matches("/?")) {
            throw new IllegalArgumentException("%s: %s (expected: scheme, host and port only)".formatted(key, url));
        }
        return url.resolve("/");
    }
}
