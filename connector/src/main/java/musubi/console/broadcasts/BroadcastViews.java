package musubi.console.broadcasts;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.report.Reports;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.Pace;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Finds broadcasts for pages; 404 where there is none. */
@Component
class BroadcastViews {

    private final Broadcasts broadcasts;
    private final Connections connections;
    private final Reports reports;
    private final Pace pace;
    private final Clock clock;

    BroadcastViews(Broadcasts broadcasts, Connections connections, Reports reports, Pace pace, Clock clock) {
        this.broadcasts = broadcasts;
        this.connections = connections;
        this.reports = reports;
        this.pace = pace;
        this.clock = clock;
    }

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    Broadcast one(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** In the zone of its connection's portal. */
    BroadcastView view(Broadcast one) {
        return view(one, connection(one.connectionId()).timeZone());
    }

    /** Which variant the remainder gets; empty where there is none. */
    Optional<WinnerView> winner(Broadcast one) {
        var zone = connection(one.connectionId()).timeZone();
        return one.winner()
                .flatMap(_ -> reports.of(one.id(), zone))
                .flatMap(report -> WinnerView.of(one, report.variants(), zone));
    }

    private BroadcastView view(Broadcast one, ZoneId zone) {
        var counts = one.counts().delivery();
        var perSecond = pace.of(one.id(), one.state() == BroadcastState.SENDING, counts.recipients() - counts.left());
        return BroadcastView.of(one, perSecond, zone, clock.instant());
    }

    /** Some of a connection, the newest first. */
    List<BroadcastView> of(Connection connection, Optional<BroadcastState> state, Optional<UUID> after, int limit) {
        return broadcasts.list(connection.id(), state, after, limit).stream()
                .map(one -> view(one, connection.timeZone()))
                .toList();
    }
}
