package musubi.alert;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.delivery.days.SentDay;
import musubi.delivery.days.SentDays;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import musubi.sync.outage.Outages;
import musubi.system.DurableJobs;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares what is wrong with what was wrong, twice a minute on one node. It looks at states and waits for no events: what began or ended
 * while no node ran is seen by the next look (docs/adr/0038).
 */
@Component
class WatchCauses {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Backlog NOTHING = new Backlog(0, 0, 0);

    private final Connections connections;
    private final EventQueue inbox;
    private final Outages outages;
    private final SentDays days;
    private final CurrentCauses current;
    private final CauseRepository causes;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Clock clock;

    WatchCauses(
            Connections connections,
            EventQueue inbox,
            Outages outages,
            SentDays days,
            CurrentCauses current,
            CauseRepository causes,
            Outbox outbox,
            TransactionTemplate transaction,
            Clock clock,
            DurableJobs jobs) {
        this.connections = connections;
        this.inbox = inbox;
        this.outages = outages;
        this.days = days;
        this.current = current;
        this.causes = causes;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        jobs.every(PAUSE, "alert-causes", this::look);
    }

    /** Looks once at all connections. Those that cannot be read now (their credentials do not decrypt) stay as they were. */
    void look() {
        var known = causes.all();
        var backlogs = inbox.backlogs();
        var all = connections.all();
        var away = outages.of(all.stream().map(Connection::portalId).distinct().toList());
        var missing = days.wrong().stream().collect(groupingBy(SentDay::connectionId));
        for (var connection : all) {
            var look = current.at(
                    connection,
                    backlogs.getOrDefault(connection.id(), NOTHING),
                    Optional.ofNullable(away.get(connection.portalId())),
                    missing.getOrDefault(connection.id(), List.of()));
            var states = new HashMap<Cause, CauseState>();
            look.causes().keySet().forEach(cause -> states.put(cause, CauseState.NONE));
            known.forEach((cause, state) -> {
                if (cause.connectionId().equals(connection.id())) {
                    states.put(cause, state);
                }
            });
            states.forEach((cause, state) -> {
                if (!look.unknown().contains(cause.kind())) {
                    step(cause, state, number(look.causes(), cause), known.containsKey(cause));
                }
            });
        }
    }

    private static OptionalLong number(Map<Cause, Long> causes, Cause cause) {
        return Optional.ofNullable(causes.get(cause)).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private void step(Cause cause, CauseState before, OptionalLong number, boolean stored) {
        var now = clock.instant();
        var step = before.seen(number, now);
        if (step.state().forgotten(now) && step.told().isEmpty()) {
            if (stored) {
                causes.forget(cause);
            }
        } else if (!step.state().equals(before)) {
            transaction.executeWithoutResult(_ -> {
                var first = stored ? causes.replace(cause, before, step.state()) : causes.add(cause, step.state());
                step.told()
                        .filter(_ -> first)
                        .ifPresent(phase -> outbox.add(new Alert(
                                cause.connectionId(),
                                cause.kind(),
                                phase,
                                cause.code(),
                                step.state().number(),
                                now)));
            });
        }
    }
}
