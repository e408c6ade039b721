package musubi.scenario.trigger;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.list.JoinOrder;
import musubi.hubspot.list.JoinOrder.Joined;
import musubi.scenario.Scenario;
import musubi.scenario.definition.Trigger;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.EnterScenario;
import musubi.scenario.run.ReadPeople;
import musubi.scenario.run.ReadPeople.Person;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.trigger.ListPlaceRepository.Place;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts those into a scenario who joined its list. HubSpot gives members in the order in which they joined; who was looked at is noted in the
 * transaction that puts people in. It goes behind a page when its members joined some time ago: HubSpot may show one late.
 */
@Component
final class PollList {

    private static final Duration SETTLED = Duration.ofMinutes(10);

    private final ListPlaceRepository places;
    private final JoinOrder joinOrder;
    private final ReadPeople people;
    private final EnterScenario enter;
    private final ScenarioCountRepository counts;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PollList(
            ListPlaceRepository places,
            JoinOrder joinOrder,
            ReadPeople people,
            EnterScenario enter,
            ScenarioCountRepository counts,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.places = places;
        this.joinOrder = joinOrder;
        this.people = people;
        this.enter = enter;
        this.counts = counts;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * To the end of the list, once.
     *
     * @param scenario that is switched on
     * @param trigger of it
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer; then it goes on there the next time
     */
    Polled poll(Connection connection, Scenario scenario, Trigger.JoinedList trigger, BooleanSupplier goesOn) {
        var from = place(scenario, trigger).after();
        // whether all before was passed, so that the place may be put behind this page
        var passing = true;
        while (goesOn.getAsBoolean()) {
            var found = joinOrder.page(
                    connections.hubspot(connection.id()).with(CallPriority.DELIVERY), trigger.listId(), from);
            if (found.isEmpty()) {
                return Polled.GONE;
            }
            var isDone = look(connection, scenario, trigger, found.get().members());
            if (found.get().next().isEmpty()) {
                return Polled.DONE;
            }
            var next = found.get().next().get();
            passing = passing && isDone && isSettled(found.get().members());
            if (passing) {
                var hashes = hashes(scenario, found.get().members()).keySet();
                var before = from;
                transaction.executeWithoutResult(_ -> places.pass(scenario.id(), before, next, hashes));
            }
            from = next;
        }
        return Polled.DONE;
    }

    /** A list that is another one now, or whose members are to come in once more, is read from its start. */
    private Place place(Scenario scenario, Trigger.JoinedList trigger) {
        var since = scenario.enabledAt().orElseThrow();
        var known = places.find(scenario.id())
                .filter(place -> place.listId() == trigger.listId())
                .filter(place -> !trigger.includeMembers() || place.enabledAt().equals(since));
        if (known.isPresent()) {
            return known.get();
        }
        var start = new Place(trigger.listId(), since, "");
        transaction.executeWithoutResult(_ -> places.begin(scenario.id(), start));
        return start;
    }

    private boolean isSettled(List<Joined> members) {
        var before = clock.instant().minus(SETTLED);
        return members.stream().allMatch(member -> member.at().isBefore(before));
    }

    private Map<Long, Joined> hashes(Scenario scenario, List<Joined> members) {
        Map<Long, Joined> byHash = new HashMap<>();
        members.forEach(member -> byHash.put(enter.hash(scenario.id(), member.recordId(), member.at()), member));
        return byHash;
    }

    /** Whether all of them were looked at: HubSpot may have left out somebody when their contacts were read. */
    private boolean look(Connection connection, Scenario scenario, Trigger.JoinedList trigger, List<Joined> members) {
        var since = scenario.enabledAt().orElseThrow();
        var open = hashes(
                scenario,
                members.stream()
                        .filter(member ->
                                trigger.includeMembers() || member.at().isAfter(since))
                        .toList());
        open.keySet().removeAll(places.seen(scenario.id(), open.keySet()));
        if (open.isEmpty()) {
            return true;
        }
        var read = read(
                connection,
                open.values().stream().map(Joined::recordId).distinct().toList());
        Map<Long, Long> allowed = new HashMap<>();
        Set<Long> looked = new HashSet<>();
        open.forEach((hash, member) -> {
            switch (read.getOrDefault(member.recordId(), new Person.Untold())) {
                case Person.Known known -> {
                    looked.add(hash);
                    if (!known.isBlocked(connection.propertyNames()) && !known.isOptedOut(connection.propertyNames())) {
                        allowed.put(hash, known.contactId());
                    }
                }
                case Person.Gone _ -> looked.add(hash);
                case Person.Untold _ -> {
                    // the next time
                }
            }
        });
        transaction.executeWithoutResult(_ -> {
            allowed.keySet().retainAll(places.see(scenario.id(), looked));
            var changes = new CountChanges();
            enter.enter(scenario, new HashSet<>(allowed.values()), changes);
            changes.store(counts);
        });
        return looked.size() == open.size();
    }

    private Map<Long, Person> read(Connection connection, List<Long> ids) {
        Map<Long, Person> read = new HashMap<>();
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(ids.size(), from + HubSpotClient.BATCH));
            read.putAll(people.read(connection, CallPriority.DELIVERY, some, Set.of(), false));
        }
        return read;
    }
}
