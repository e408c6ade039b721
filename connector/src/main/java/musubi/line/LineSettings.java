package musubi.line;

import java.net.URI;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting group {@code musubi.line}: LINE's hosts and the rate of calls.
 *
 * @param apiBaseUrl scheme, host and port of the Messaging API
 * @param accessBaseUrl the LINE Login pages
 * @param requestsPerSecond calls a second to one endpoint of one channel; LINE's own limit for profiles is 2,000
 * @param pushPerSecond messages a second to one person each, of one channel; LINE's own limit is 2,000
 * @param multicastPerSecond calls a second with up to 500 people each, of one channel; LINE's own limit is 200
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#rate-limits">Rate limits</a>
 */
@ConfigurationProperties("musubi.line")
public record LineSettings(
        @DefaultValue("https://api.line.me") URI apiBaseUrl,
        @DefaultValue("https://access.line.me") URI accessBaseUrl,
        @DefaultValue("2000") int requestsPerSecond,
        @DefaultValue("2000") int pushPerSecond,
        @DefaultValue("200") int multicastPerSecond) {

    private static final Setting API = new Setting("musubi.line.api-base-url", "https://api.line.me");
    private static final Setting ACCESS = new Setting("musubi.line.access-base-url", "https://access.line.me");
    private static final Setting PUSH = new Setting("musubi.line.push-per-second", "2000");
    private static final Setting MULTICAST = new Setting("musubi.line.multicast-per-second", "200");
    private static final Setting RATE = new Setting("musubi.line.requests-per-second", "2000");
    /** Values above LINE's own limit are for tests against the sandbox. */
    private static final int MAX_REQUESTS_PER_SECOND = 1_000_000;

    /**
     * URLs with a path are refused: LINE's official client would silently drop it.
     *
     * @throws StartFailure when a value is not valid
     */
    public LineSettings {
        requestsPerSecond = RATE.number(requestsPerSecond, 1, MAX_REQUESTS_PER_SECOND);
        pushPerSecond = PUSH.number(pushPerSecond, 1, MAX_REQUESTS_PER_SECOND);
        multicastPerSecond = MULTICAST.number(multicastPerSecond, 1, MAX_REQUESTS_PER_SECOND);
        apiBaseUrl = API.root(apiBaseUrl);
        accessBaseUrl = ACCESS.root(accessBaseUrl);
    }
}
