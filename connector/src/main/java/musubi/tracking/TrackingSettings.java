package musubi.tracking;

import java.time.Duration;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * More of the setting group {@code musubi.delivery}.
 *
 * @param clickRetention how long it is kept who clicked; 1 minute to 3,650 days
 */
@ConfigurationProperties("musubi.delivery")
public record TrackingSettings(@DefaultValue("180d") Duration clickRetention) {

    private static final Setting CLICK_RETENTION = new Setting("musubi.delivery.click-retention", "180d");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** @throws StartFailure when a value is not valid */
    public TrackingSettings {
        clickRetention = CLICK_RETENTION.duration(clickRetention, SHORTEST, LONGEST);
    }
}
