package musubi.broadcast;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting group {@code musubi.delivery}.
 *
 * @param undo how long <i>send now</i> can be taken back; 0 to 10 minutes
 */
@ConfigurationProperties("musubi.delivery")
public record BroadcastSettings(@DefaultValue("10s") Duration undo) {}
