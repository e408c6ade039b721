package musubi.scenario;

import java.time.Duration;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting group {@code musubi.scenario}.
 *
 * @param listInterval how often it is looked who joined the lists of scenarios, and whose date has come; 1 second to 1 hour
 * @param lateness how late a message of a step may be: one that is later, as after an outage, is left out; 1 minute to 30 days
 */
@ConfigurationProperties("musubi.scenario")
public record ScenarioSettings(
        @DefaultValue("60s") Duration listInterval,
        @DefaultValue("24h") Duration lateness) {

    private static final Setting LIST_INTERVAL = new Setting("musubi.scenario.list-interval", "60s");
    private static final Setting LATENESS = new Setting("musubi.scenario.lateness", "24h");

    /** @throws StartFailure when a value is not valid */
    public ScenarioSettings {
        listInterval = LIST_INTERVAL.duration(listInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        lateness = LATENESS.duration(lateness, Duration.ofMinutes(1), Duration.ofDays(30));
    }
}
