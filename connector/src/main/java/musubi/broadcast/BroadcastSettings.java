package musubi.broadcast;

import java.time.Duration;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting group {@code musubi.delivery}.
 *
 * @param undo how long <i>send now</i> can be taken back; 0 to 10 minutes
 */
@ConfigurationProperties("musubi.delivery")
public record BroadcastSettings(@DefaultValue("10s") Duration undo) {

    private static final Setting UNDO = new Setting("musubi.delivery.undo", "10s");
    private static final Duration MAX_UNDO = Duration.ofMinutes(10);

    /** @throws StartFailure when a value is not valid */
    public BroadcastSettings {
        undo = UNDO.duration(undo, Duration.ZERO, MAX_UNDO);
    }
}
