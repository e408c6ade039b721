package musubi.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events become contacts.
 *
 * @param concurrentBatches batches of different friends under way at once, per portal
 * @param profilePatience how long a new contact waits for LINE to tell name and picture before it is written without
 * @param reconcileInterval how often contacts with a LINE user id from outside are looked for
 * @param stopPatience how long the batches under way may take on shutting down; what is left stays in the inbox
 */
@ConfigurationProperties("musubi.sync")
public record SyncSettings(
        @DefaultValue("8") int concurrentBatches,
        @DefaultValue("30s") Duration profilePatience,
        @DefaultValue("60s") Duration reconcileInterval,
        @DefaultValue("10s") Duration stopPatience) {}
