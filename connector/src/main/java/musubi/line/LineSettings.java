package musubi.line;

import java.net.URI;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where LINE is and how fast it may be asked.
 *
 * @param apiBaseUrl scheme, host and port of the Messaging API
 * @param accessBaseUrl the LINE Login pages
 * @param requestsPerSecond calls a second to one endpoint of one channel; LINE's own limit for profiles is 2,000
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#rate-limits">Rate limits</a>
 */
@ConfigurationProperties("musubi.line")
public record LineSettings(
        @DefaultValue("https://api.line.me") URI apiBaseUrl,
        @DefaultValue("https://access.line.me") URI accessBaseUrl,
        @DefaultValue("2000") int requestsPerSecond) {

    private static final Setting API = new Setting("musubi.line.api-base-url", "https://api.line.me");
    private static final Setting ACCESS = new Setting("musubi.line.access-base-url", "https://access.line.me");
    private static final Setting RATE = new Setting("musubi.line.requests-per-second", "2000");
    /** More than LINE's own limit is for stand-ins. */
    private static final int FASTEST = 1_000_000;

    /**
     * LINE's official client drops a path of an address without a word, so none is accepted.
     *
     * @throws StartFailure when a value cannot work
     */
    public LineSettings {
        requestsPerSecond = RATE.number(requestsPerSecond, 1, FASTEST);
        apiBaseUrl = API.root(apiBaseUrl);
        accessBaseUrl = ACCESS.root(accessBaseUrl);
    }
}
