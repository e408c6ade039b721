package musubi.sync;

import java.time.Duration;
import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events become contacts.
 *
 * @param concurrentBatches batches of different friends that run at once, per portal
 * @param profilePatience how long a new contact waits for LINE to give name and picture before it is created without them
 * @param reconcileInterval how often the portal is searched for contacts that got a LINE user id outside Musubi
 * @param stopPatience how long running batches may take on shutting down; what is left stays in the inbox
 */
@ConfigurationProperties("musubi.sync")
public record SyncSettings(
        @DefaultValue("8") int concurrentBatches,
        @DefaultValue("30s") Duration profilePatience,
        @DefaultValue("60s") Duration reconcileInterval,
        @DefaultValue("10s") Duration stopPatience) {

    /** Imports leave two batches to what friends do: with fewer than three they would never run. */
    private static final int MIN_BATCHES = 3;

    private static final Setting BATCHES = new Setting("musubi.sync.concurrent-batches", "8");
    private static final Setting PROFILE = new Setting("musubi.sync.profile-patience", "30s");
    private static final Setting RECONCILE = new Setting("musubi.sync.reconcile-interval", "60s");
    private static final Setting STOP = new Setting("musubi.sync.stop-patience", "10s");

    /**
     * Checks each value.
     *
     * @throws StartFailure when one cannot work
     */
    public SyncSettings {
        concurrentBatches = BATCHES.number(concurrentBatches, MIN_BATCHES, 64);
        profilePatience = PROFILE.duration(profilePatience, Duration.ofMillis(100), Duration.ofHours(1));
        reconcileInterval = RECONCILE.duration(reconcileInterval, Duration.ofMillis(100), Duration.ofDays(7));
        stopPatience = STOP.duration(stopPatience, Duration.ofMillis(100), Duration.ofMinutes(5));
    }
}
