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
 * Bounds what strangers can make us ask of LINE: each attempt once, and each connection so many in a second. LINE does not
 * tell its own limit and asks for moderation.
 */
@Component
class CallbackLimit {

    private static final int AT_ONCE = 200;
    private static final int A_SECOND = 50;
    /** More than come within an attempt's life at full speed. */
    private static final int REMEMBERED = 65_536;

    /** More than there are connections. */
    private static final int CONNECTIONS = 10_000;

    private final RateLimit connections = new RateLimit(AT_ONCE, A_SECOND, Duration.ofSeconds(1), CONNECTIONS);
    private final Set<UUID> used = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** Whether another one may be served now. */
    boolean mayServe(UUID connectionId) {
        return connections.take(connectionId.toString());
    }

    /** Whether this is the first time that the attempt comes back here. */
    boolean isFirst(Attempt attempt) {
        return used.add(Sha256Id.of(attempt.state()));
    }
}
