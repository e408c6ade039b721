package musubi.inbox.postgres;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while arriving events cannot be stored: their senders should use another node, or come later. */
@Component("inboxHealthIndicator")
class InboxHealth implements HealthIndicator {

    private final PostgresEventQueue queue;

    InboxHealth(PostgresEventQueue queue) {
        this.queue = queue;
    }

    @Override
    public Health health() {
        return (queue.isWriting() ? Health.up() : Health.down()).build();
    }
}
