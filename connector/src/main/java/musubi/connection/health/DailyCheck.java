package musubi.connection.health;

import java.time.Duration;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.system.DurableJobs;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** Checks each connection once a day, at a time of day that differs between connections. Paused ones are left out. */
@Component
class DailyCheck {

    /** Stored by the scheduler: existing databases have jobs of this name. */
    static final String NAME = "look-at-connection";

    private final Connections connections;
    private final DurableJobs durable;

    DailyCheck(Connections connections, DurableJobs durable, LocalJobs local) {
        this.connections = connections;
        this.durable = durable;
        durable.daily(NAME, id -> check(UUID.fromString(id)));
        local.every(Duration.ofMinutes(10), "new-connections", this::schedule);
    }

    /** Schedules the check of all connections that have none yet, whichever node they were made on. */
    void schedule() {
        connections
                .all()
                .forEach(connection -> durable.also(NAME, connection.id().toString()));
    }

    private boolean check(UUID id) {
        var connection = connections.find(id);
        connection.filter(found -> !found.isPaused()).ifPresent(found -> connections.check(id));
        return connection.isPresent();
    }
}
