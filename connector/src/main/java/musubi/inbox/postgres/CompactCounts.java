package musubi.inbox.postgres;

import java.time.Duration;
import javax.sql.DataSource;
import musubi.system.LocalJobs;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums up the rows of counts every 5 s. Every node does; they do not wait for each other. */
@Component
final class CompactCounts {

    CompactCounts(DataSource dataSource, LocalJobs jobs) {
        jobs.every(Duration.ofSeconds(5), "inbox-counts", new EventCounts(JdbcClient.create(dataSource))::compact);
    }
}
