package musubi.broadcast.opens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import musubi.broadcast.opens.UnitRepository.Due;
import musubi.connection.Connections;
import musubi.inbox.PortalOwnership;
import musubi.line.LineException;
import musubi.line.LineFailure.Kind;
import musubi.line.LineMessages;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.stereotype.Component;

/**
 * Reads what LINE says of units: of each once a day, from the day after it was first sent until LINE changes it no more. LINE takes 60 of
 * these calls an hour for a channel, of all its tools; this is 40 at most, spread out, and the unit that waits the longest comes first.
 */
@Component
class ReadOpens {

    /** From one call for a channel to the next. */
    static final Duration PACE = Duration.ofSeconds(90);

    /** LINE counts at night. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration AGAIN = Duration.ofHours(1);
    /** Days after which LINE changes nothing, and one for its counting at night. */
    private static final int FINAL_AFTER = 15;
    /** Days in one question. */
    private static final int MAX_DAYS = 30;

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final UnitRepository repository;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LineMessages line;
    private final Clock clock;

    ReadOpens(
            UnitRepository repository,
            Connections connections,
            PortalOwnership ownership,
            LineMessages line,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.connections = connections;
        this.ownership = ownership;
        this.line = line;
        this.clock = clock;
        jobs.every(PAUSE, "opens", this::read);
    }

    /** One unit at most of each connection. */
    void read() {
        var now = clock.instant();
        var today = LocalDate.ofInstant(now.minus(AFTER_MIDNIGHT), UnitNames.ZONE);
        var due = repository.due(
                now, now.minus(PACE), today.atStartOfDay(UnitNames.ZONE).toInstant());
        due.forEach(unit -> read(unit, now));
    }

    /** One that fails must not keep the others from being asked about. */
    private void read(Due unit, Instant now) {
        try {
            connections
                    .find(unit.connectionId())
                    .filter(connection -> !connection.isPaused() && ownership.own(connection.portalId()))
                    .filter(_ -> repository.asking(unit, now, now.minus(PACE), now.plus(AGAIN)))
                    .ifPresent(_ -> ask(unit, now));
        } catch (RuntimeException failure) {
            WorkerFailures.record("opens", failure);
        }
    }

    private void ask(Due unit, Instant now) {
        var today = LocalDate.ofInstant(now, UnitNames.ZONE);
        var last = unit.from().plusDays(MAX_DAYS);
        var finalAt = unit.endedAt()
                .map(ended -> LocalDate.ofInstant(ended, UnitNames.ZONE).plusDays(FINAL_AFTER))
                .map(day -> day.atStartOfDay(UnitNames.ZONE).toInstant().plus(AFTER_MIDNIGHT));
        var ended = finalAt.filter(at -> !at.isAfter(now)).isPresent() || today.isAfter(last.plusDays(FINAL_AFTER));
        var next = next(now, finalAt);
        try {
            var numbers = line.unitNumbers(
                    connections.lineChannel(unit.connectionId()),
                    unit.name(),
                    unit.from(),
                    today.isBefore(last) ? today : last);
            repository.told(unit, numbers.opened(), numbers.clicked(), ended, now, next);
        } catch (LineException e) {
            // what LINE refuses it refuses in an hour too; everything else is asked again then
            if (e.kind() == Kind.REJECTED || e.kind() == Kind.FORBIDDEN) {
                repository.untold(unit, ended, next);
            }
        }
    }

    /** A day later, and once more when LINE is done. */
    private static Instant next(Instant now, Optional<Instant> finalAt) {
        var tomorrow = now.plus(DAY);
        return finalAt.filter(at -> at.isAfter(now) && at.isBefore(tomorrow)).orElse(tomorrow);
    }
}
