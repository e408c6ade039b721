package musubi.connection;

import java.time.Duration;
import java.util.UUID;
import musubi.system.DurableJobs;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** ConnectionCheck at each connection once a day, at a time of its own. One that a person lets rest is left in peace. */
@Component
class DailyCheck {

    static final String NAME = "look-at-connection";

    private final Connections connections;
    private final DurableJobs durable;

    DailyCheck(Connections connections, DurableJobs durable, LocalJobs local) {
        this.connections = connections;
        this.durable = durable;
        durable.daily(NAME, id -> look(UUID.fromString(id)));
        local.every(Duration.ofMinutes(10), "new-connections", this::include);
    }

    /** Those that are new, whichever node they were made on. */
    void include() {
        connections
                .all()
                .forEach(connection -> durable.also(NAME, connection.id().toString()));
    }

    private boolean look(UUID id) {
        var connection = connections.find(id);
        connection.filter(it -> !it.isPaused()).ifPresent(it -> connections.look(id));
        return connection.isPresent();
    }
}
