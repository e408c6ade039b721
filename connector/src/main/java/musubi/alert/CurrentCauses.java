package musubi.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.connection.Connection;
import musubi.connection.ProblemCode;
import musubi.delivery.days.SentDay;
import musubi.inbox.Backlog;
import musubi.sync.outage.Outage;
import org.springframework.stereotype.Component;

/** What is wrong with a connection at this moment, from what other modules know. */
@Component
class CurrentCauses {

    /** A shorter outage ends before a person could do anything. */
    static final Duration OUTAGE_AFTER = Duration.ofMinutes(10);

    private final Clock clock;

    CurrentCauses(Clock clock) {
        this.clock = clock;
    }

    /**
     * A look at a connection.
     *
     * @param causes with their numbers
     * @param unknown kinds of which nothing can be said now: what was known of them stays as it is
     */
    record Look(Map<Cause, Long> causes, Set<AlertKind> unknown) {}

    /**
     * @param outage of the connection's portal at this moment
     * @param missing recent days of the connection on which LINE counts too few messages
     */
    Look at(Connection connection, Backlog backlog, Optional<Outage> outage, List<SentDay> missing) {
        var causes = new HashMap<Cause, Long>();
        var unknown = EnumSet.noneOf(AlertKind.class);
        var id = connection.id();
        connection.problems().stream()
                .filter(problem -> stopsEvents(problem.code()))
                .forEach(problem -> causes.put(
                        new Cause(
                                id, AlertKind.CONNECTION_REFUSED, problem.code().name()),
                        0L));
        if (backlog.failed() > 0) {
            causes.put(new Cause(id, AlertKind.FAILURES_WAITING, ""), backlog.failed());
        }
        missing.forEach(day -> causes.merge(
                new Cause(id, AlertKind.MESSAGES_MISSING, day.day().toString()), day.missing(), Long::sum));
        if (connection.isPaused()) {
            unknown.add(AlertKind.OUTAGE);
        } else {
            var longAgo = clock.instant().minus(OUTAGE_AFTER);
            outage.filter(now -> now.since().isBefore(longAgo))
                    .ifPresent(_ -> causes.put(new Cause(id, AlertKind.OUTAGE, ""), 0L));
        }
        return new Look(causes, unknown);
    }

    /** Whether nothing works with that problem until a person solves it. */
    static boolean stopsEvents(ProblemCode code) {
        return switch (code) {
            case HUBSPOT_TOKEN_REFUSED,
                    HUBSPOT_SCOPE_MISSING,
                    HUBSPOT_FORBIDDEN,
                    APP_NOT_INSTALLED,
                    APP_SECRET_REFUSED,
                    LINE_TOKEN_REFUSED,
                    LOGIN_CHANNEL_REFUSED,
                    WEBHOOK_NOT_SET,
                    WEBHOOK_TAKEN,
                    WEBHOOK_GONE,
                    WEBHOOK_OFF -> true;
            case HUBSPOT_SCOPES_INCOMPLETE,
                    HUBSPOT_TASKS_FORBIDDEN,
                    HUBSPOT_WORKFLOWS_FORBIDDEN,
                    HUBSPOT_FOREIGN_ANSWER,
                    LINE_FOREIGN_ANSWER,
                    LINE_PROFILES_FORBIDDEN,
                    LOGIN_EMAIL_NOT_ALLOWED,
                    LOGIN_OTHER_PROVIDER,
                    HUBSPOT_QUOTA_USED,
                    PROPERTIES_NOT_REPAIRED,
                    SCENARIO_MESSAGE_GONE,
                    SCENARIO_TRIGGER_GONE -> false;
        };
    }
}
