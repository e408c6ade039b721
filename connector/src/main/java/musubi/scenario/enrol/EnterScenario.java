package musubi.scenario.enrol;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.scenario.Scenario;
import musubi.scenario.definition.Reentry;
import org.springframework.stereotype.Component;

/** Puts people into scenarios. */
@Component
public final class EnterScenario {

    private final EntryRepository entries;
    private final Courses courses;
    private final Connections connections;
    private final PastKey pastKey;
    private final Clock clock;

    EnterScenario(EntryRepository entries, Courses courses, Connections connections, PastKey pastKey, Clock clock) {
        this.entries = entries;
        this.courses = courses;
        this.connections = connections;
        this.pastKey = pastKey;
        this.clock = clock;
    }

    /**
     * Puts people in, in the caller's transaction: those who are not in it, and may come into it once more if they were.
     *
     * @param contactIds HubSpot's record ids
     * @param changes to be stored by the caller
     * @return those who came in
     */
    public Set<Long> enter(Scenario scenario, Collection<Long> contactIds, CountChanges changes) {
        return enter(scenario, contactIds, clock.instant(), changes);
    }

    /**
     * The same for those for whom it begins at a moment.
     *
     * @param begin of the first wait; it may have passed, then a message may be too late
     */
    public Set<Long> enter(Scenario scenario, Collection<Long> contactIds, Instant begin, CountChanges changes) {
        var now = clock.instant();
        var start = connections
                .find(scenario.connectionId())
                .flatMap(connection ->
                        courses.of(scenario.definition(), connection).start(begin));
        var allowed = contactIds.isEmpty() ? Set.<Long>of() : allowed(scenario, contactIds);
        if (start.isEmpty() || allowed.isEmpty()) {
            return Set.of();
        }
        var at = start.get();
        var entered = entries.enter(scenario.id(), scenario.version(), allowed, at, now, false);
        changes.entered(scenario.id(), scenario.version(), at.stepKey(), entered.size());
        return entered;
    }

    private Set<Long> allowed(Scenario scenario, Collection<Long> contactIds) {
        Map<Long, Long> byHash = new HashMap<>();
        contactIds.forEach(contact -> byHash.put(pastKey.hash(scenario.id(), contact), contact));
        entries.past(scenario.id(), byHash.keySet()).forEach((hash, day) -> {
            if (!mayComeAgain(scenario.definition().reentry(), day)) {
                byHash.remove(hash);
            }
        });
        return Set.copyOf(byHash.values());
    }

    private boolean mayComeAgain(Reentry reentry, LocalDate ended) {
        return switch (reentry) {
            case Reentry.Never _ -> false;
            case Reentry.AfterEnd _ -> true;
            case Reentry.AfterDays(var days) -> !ended.plusDays(days).isAfter(today());
        };
    }

    /** A keyed hash of what happened to a contact at a moment, for a scenario. */
    public long hash(UUID scenarioId, long contactId, Instant at) {
        return pastKey.hash(scenarioId, contactId, at);
    }

    /** Remembers, in the caller's transaction, that it has ended for some people. */
    void ended(UUID scenarioId, Collection<Long> contactIds) {
        entries.ended(
                scenarioId,
                contactIds.stream()
                        .map(contact -> pastKey.hash(scenarioId, contact))
                        .toList(),
                today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
