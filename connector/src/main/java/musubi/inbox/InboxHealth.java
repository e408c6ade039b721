package musubi.inbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while what arrives cannot be stored: whoever sends it is better served by another node, or later. */
@Component("inboxHealthIndicator")
class InboxHealth implements HealthIndicator {

    private final PostgresInbox inbox;

    InboxHealth(PostgresInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Health health() {
        return (inbox.isWriting() ? Health.up() : Health.down()).build();
    }
}
