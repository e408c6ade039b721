package musubi.inbox;

import java.time.Duration;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** Sums up the rows of counts from time to time. Every node does; they do not wait for each other. */
@Component
final class CompactCounts {

    CompactCounts(PostgresInbox inbox, LocalJobs jobs) {
        jobs.every(Duration.ofSeconds(5), "inbox-counts", inbox::compactCounts);
    }
}
