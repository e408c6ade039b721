package musubi.delivery.days;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.OptionalLong;
import musubi.connection.Connections;
import musubi.delivery.SendMethod;
import musubi.delivery.days.DayRepository.Due;
import musubi.inbox.PortalOwnership;
import musubi.line.LineException;
import musubi.line.LineMessages;
import musubi.line.LineMessages.SentCount;
import musubi.line.LineMessages.Way;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.stereotype.Component;

/**
 * Asks LINE how many messages it counts for a day, once that day is over: of each day and method each hour until LINE says, for two weeks.
 * LINE takes 2,000 of these calls a second.
 */
@Component
class AskLine {

    /** LINE counts at night. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofHours(1);

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int DAYS = 14;
    private static final int AT_A_TIME = 50;
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final DayRepository repository;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LineMessages line;
    private final Clock clock;

    AskLine(
            DayRepository repository,
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
        jobs.every(PAUSE, "line-counts", this::ask);
    }

    void ask() {
        var now = clock.instant();
        var before = LocalDate.ofInstant(now.minus(AFTER_MIDNIGHT), SentDays.ZONE);
        repository.due(before, before.minusDays(DAYS), now, AT_A_TIME).forEach(due -> ask(due, before, now));
    }

    /** One that fails must not keep the others from being asked about. */
    private void ask(Due due, LocalDate before, Instant now) {
        try {
            connections
                    .find(due.connectionId())
                    .filter(connection -> ownership.own(connection.portalId()))
                    .ifPresent(connection -> told(
                            due,
                            connection.isPaused() ? new SentCount.NotYet() : said(due),
                            !due.day().isAfter(before.minusDays(DAYS)),
                            now));
        } catch (RuntimeException failure) {
            WorkerFailures.record("line-counts", failure);
        }
    }

    private SentCount said(Due due) {
        try {
            return line.sentCount(
                    connections.lineChannel(due.connectionId()),
                    due.method() == SendMethod.PUSH ? Way.PUSH : Way.MULTICAST,
                    due.day());
        } catch (LineException again) {
            return new SentCount.NotYet();
        }
    }

    private void told(Due due, SentCount said, boolean isLast, Instant now) {
        switch (said) {
            case SentCount.Ready(var messages) -> repository.told(due, OptionalLong.of(messages), true, now, now);
            case SentCount.NotTold _ -> repository.told(due, OptionalLong.empty(), true, now, now);
            case SentCount.NotYet _ -> repository.told(due, OptionalLong.empty(), isLast, now, now.plus(AGAIN));
        }
    }
}
