package musubi.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import musubi.connection.Connection;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each kind of failure at HubSpot means for the portal and the connection: the one place that decides it. */
final class PortalProblems {

    private static final Logger LOG = LoggerFactory.getLogger(PortalProblems.class);

    private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);
    /** How long a refused token is left alone before it is tried again. */
    private static final Duration REFUSED_TOKEN_WAIT = Duration.ofMinutes(1);

    private static final Duration DEFAULT_LIMIT_WAIT = Duration.ofSeconds(10);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final Clock clock;
    private final PortalState state;
    private final long portalId;
    private Instant loggedAt = Instant.EPOCH;
    private String lastLogged = "";

    PortalProblems(Connections connections, HubSpotClient hubspot, Clock clock, PortalState state, long portalId) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.clock = clock;
        this.state = state;
        this.portalId = portalId;
    }

    /** After a batch of the connection, made with that access. */
    void ended(Connection connection, PortalAccess access, ApplyBatch.Result result) {
        if (result.propertyMissing()) {
            repair(connection);
        }
        result.failure().ifPresentOrElse(failure -> failed(connection, access, failure), () -> succeeded(connection));
    }

    /** Somebody deleted a property in HubSpot: it is created again, and the events are applied when they are due. */
    private void repair(Connection connection) {
        try {
            connections.repair(connection.id());
            connections.resolve(connection.id(), ProblemCode.PROPERTIES_NOT_REPAIRED);
        } catch (ConnectionRefusedException e) {
            connections.report(connection.id(), new Problem(ProblemCode.PROPERTIES_NOT_REPAIRED, e.subjects()));
        }
    }

    private void failed(Connection connection, PortalAccess access, HubSpotException failure) {
        log(String.valueOf(failure.getMessage()));
        switch (failure.kind()) {
            case AUTH -> {
                state.refuse(connection.id(), REFUSED_TOKEN_WAIT);
                connections.refused(connection.id(), access, refusal(failure));
            }
            case LIMITED -> pause(failure.retryAfter().orElse(DEFAULT_LIMIT_WAIT));
            case QUOTA -> {
                pause(untilMidnight(connection));
                connections.report(connection.id(), new Problem(ProblemCode.HUBSPOT_QUOTA_USED));
            }
            case RETRY ->
                failure.foreignType()
                        .map(type ->
                                new Problem(ProblemCode.HUBSPOT_FOREIGN_ANSWER, String.valueOf(failure.status()), type))
                        .ifPresent(problem -> connections.report(connection.id(), problem));
            case REJECTED -> {}
        }
    }

    /** HubSpot's day ends at midnight in the portal's zone; at most an hour, since the limit may be raised meanwhile. */
    private Duration untilMidnight(Connection connection) {
        var now = clock.instant();
        var midnight = LocalDate.ofInstant(now, connection.timeZone())
                .plusDays(1)
                .atStartOfDay(connection.timeZone())
                .toInstant();
        var left = Duration.between(now, midnight);
        return left.compareTo(MAX_PAUSE) < 0 ? left : MAX_PAUSE;
    }

    /** A lasting failure is logged every half minute, not for each of the batches that it holds up. */
    private synchronized void log(String message) {
        var now = clock.instant();
        if (!message.equals(lastLogged) || now.isAfter(loggedAt.plus(LOG_INTERVAL))) {
            lastLogged = message;
            loggedAt = now;
            LOG.warn("portal {}: {}", portalId, message);
        }
    }

    private void pause(Duration duration) {
        state.pause(duration);
        hubspot.pause(portalId, duration);
    }

    private void succeeded(Connection connection) {
        if (state.accept(connection.id()) || connection.state() == Connection.State.UNAUTHORIZED) {
            connections.accepted(connection.id());
        }
        connections.resolve(connection.id(), ProblemCode.HUBSPOT_FOREIGN_ANSWER);
        connections.resolve(connection.id(), ProblemCode.HUBSPOT_QUOTA_USED);
    }

    private static Problem refusal(HubSpotException failure) {
        if (failure.status() == 401) {
            return new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED);
        }
        return failure.missingScopes().isEmpty()
                ? new Problem(ProblemCode.HUBSPOT_FORBIDDEN)
                : new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, String.join(", ", failure.missingScopes()));
    }
}
