package musubi.link;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.Sha256Id;
import musubi.system.RateLimit;
import org.springframework.stereotype.Component;

/**
 * Limits how often strangers can make Musubi call LINE: once for each attempt, and at most {@value #PER_SECOND} times a second for each
 * connection. LINE does not document its own limit.
 */
@Component
class CallbackLimit {

    private static final int BURST = 200;
    private static final int PER_SECOND = 50;
    /** More than the attempts of ten minutes at full speed. */
    private static final int MAX_USED = 65_536;

    /** More than there are connections. */
    private static final int MAX_CONNECTIONS = 10_000;

    private final RateLimit connections = new RateLimit(BURST, PER_SECOND, Duration.ofSeconds(1), MAX_CONNECTIONS);
    private final Set<UUID> used = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MAX_USED;
        }
    }));

    /** Whether another callback of the connection may be served now. */
    boolean mayServe(UUID connectionId) {
        return connections.take(connectionId.toString());
    }

    /** Whether the attempt comes back for the first time. */
    boolean isFirst(Attempt attempt) {
        return used.add(Sha256Id.of(attempt.state()));
    }
}
