package musubi.console.imports;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.Pace;
import musubi.friends.Import;
import musubi.friends.Imports;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Finds the imports of a connection for pages; 404 where there is none. */
@Component
class ImportViews {

    private final Imports imports;
    private final Connections connections;
    private final Pace pace;
    private final Clock clock;

    ImportViews(Imports imports, Connections connections, Pace pace, Clock clock) {
        this.imports = imports;
        this.connections = connections;
        this.pace = pace;
        this.clock = clock;
    }

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    Import one(UUID connectionId, UUID importId) {
        return imports.find(importId)
                .filter(one -> one.connectionId().equals(connectionId))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    ImportView view(Import one, ZoneId zone) {
        return ImportView.of(
                one, pace.of(one.id(), one.state() == Import.State.RUNNING, one.done()), zone, clock.instant());
    }

    List<ImportView> of(UUID connectionId, Optional<UUID> after, int limit, ZoneId zone) {
        return imports.of(connectionId, after, limit).stream()
                .map(one -> view(one, zone))
                .toList();
    }
}
