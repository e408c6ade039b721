package musubi.scenario.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.content.KnownProperties;
import musubi.content.KnownProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.scenario.Scenario;
import musubi.scenario.definition.DefinitionLimits;
import musubi.scenario.definition.Trigger;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.EnterScenario;
import musubi.scenario.run.ReadPeople;
import musubi.scenario.run.ReadPeople.Person;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.trigger.DatePlaceRepository.Place;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts those into a scenario whose date has come. Each day has one moment at which people are looked for, and is looked at once more when
 * HubSpot's search, which lags behind, knows all who were there by then. Search only says whom to read: what the contact says itself decides.
 * Whose day was seen to come is remembered in the transaction that puts people in.
 */
@Component
final class PollDate {

    private static final Duration SETTLED = Duration.ofMinutes(10);

    /** What was missed for longer is passed over. */
    private static final Duration MOST_MISSED = Duration.ofDays(7);

    private static final String DATE = "date";
    private static final String MOMENT = "datetime";

    private final DatePlaceRepository places;
    private final KnownProperties properties;
    private final ReadPeople people;
    private final EnterScenario enter;
    private final ScenarioCountRepository counts;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PollDate(
            DatePlaceRepository places,
            KnownProperties properties,
            ReadPeople people,
            EnterScenario enter,
            ScenarioCountRepository counts,
            Connections connections,
            HubSpotClient hubspot,
            TransactionTemplate transaction,
            Clock clock) {
        this.places = places;
        this.properties = properties;
        this.people = people;
        this.enter = enter;
        this.counts = counts;
        this.connections = connections;
        this.hubspot = hubspot;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Which of those whom HubSpot's search knows were looked at. */
    private enum Looked {
        ALL,
        SOME,
        /** It may not go on here. */
        STOPPED
    }

    /**
     * The day of a scenario that is looked at.
     *
     * @param zone where values of the property have their day
     */
    private record Look(
            Connection connection,
            Scenario scenario,
            Trigger.DateProperty trigger,
            Occurrence occurrence,
            Instant moment,
            ZoneId zone) {}

    /**
     * All days whose moment has come, once.
     *
     * @param scenario that is switched on
     * @param trigger of it
     * @return {@link Polled#INCOMPLETE}: the day is to be looked at again
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer; then it goes on there the next time
     */
    Polled poll(Connection connection, Scenario scenario, Trigger.DateProperty trigger, BooleanSupplier goesOn) {
        var zone = zone(connection, trigger);
        if (zone.isEmpty()) {
            return Polled.GONE;
        }
        var place = place(connection, scenario, trigger);
        while (goesOn.getAsBoolean()) {
            var day = place.nextDay();
            var moment = Occurrence.moment(day, trigger.time(), connection.timeZone());
            var now = clock.instant();
            var isSettled = !now.isBefore(moment.plus(SETTLED));
            if (moment.isAfter(now) || (place.looked() && !isSettled)) {
                return Polled.DONE;
            }
            var occurrence = new Occurrence(day.minusDays(trigger.days()), trigger.yearly());
            switch (look(new Look(connection, scenario, trigger, occurrence, moment, zone.get()), goesOn)) {
                case ALL -> {
                    // goes on
                }
                case SOME -> {
                    return Polled.INCOMPLETE;
                }
                case STOPPED -> {
                    return Polled.DONE;
                }
            }
            var next = new Place(place.trigger(), place.enabledAt(), isSettled ? day.plusDays(1) : day, !isSettled);
            if (!places.pass(scenario.id(), place, next)) {
                return Polled.DONE;
            }
            places.forget(scenario.id(), day.minusDays(DefinitionLimits.MAX_DAYS + MOST_MISSED.toDays() + 1));
            place = next;
        }
        return Polled.DONE;
    }

    /** Another trigger, or one that was switched on once more, begins with the first moment after that. */
    private Place place(Connection connection, Scenario scenario, Trigger.DateProperty trigger) {
        var zone = connection.timeZone();
        var since = scenario.enabledAt().orElseThrow();
        var text = "%s %d %s %s".formatted(trigger.property(), trigger.days(), trigger.time(), trigger.yearly());
        var known = places.find(scenario.id())
                .filter(place -> place.trigger().equals(text))
                .filter(place -> place.enabledAt().equals(since));
        if (known.isEmpty()) {
            var after = since.isBefore(scenario.changedAt()) ? scenario.changedAt() : since;
            var start = new Place(text, since, firstDay(trigger, after, zone), false);
            places.begin(scenario.id(), start);
            return start;
        }
        var oldest = firstDay(trigger, clock.instant().minus(MOST_MISSED), zone);
        if (!known.get().nextDay().isBefore(oldest)) {
            return known.get();
        }
        var start = new Place(text, since, oldest, false);
        places.pass(scenario.id(), known.get(), start);
        return start;
    }

    private static LocalDate firstDay(Trigger.DateProperty trigger, Instant after, ZoneId zone) {
        var day = LocalDate.ofInstant(after, zone);
        while (!Occurrence.moment(day, trigger.time(), zone).isAfter(after)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private Looked look(Look look, BooleanSupplier goesOn) {
        var connection = look.connection();
        var found = new FindDates(
                hubspot,
                connections.hubspot(connection.id()).with(CallPriority.DELIVERY),
                look.trigger().property(),
                connection.propertyNames().of(LineProperty.USER_ID),
                look.occurrence().dates(),
                look.zone());
        var all = true;
        while (found.hasNext()) {
            if (!goesOn.getAsBoolean()) {
                return Looked.STOPPED;
            }
            all = look(look, found.next()) && all;
        }
        return all ? Looked.ALL : Looked.SOME;
    }

    /** Where values of the property have their day; empty while the portal has no such property. */
    private Optional<ZoneId> zone(Connection connection, Trigger.DateProperty trigger) {
        return Optional.ofNullable(properties.of(connection.id()).get(trigger.property()))
                .map(KnownProperty::type)
                .flatMap(type -> switch (type) {
                    case DATE -> Optional.of(ZoneOffset.UTC);
                    case MOMENT -> Optional.of(connection.timeZone());
                    default -> Optional.empty();
                });
    }

    /** Whether all of them were looked at. */
    private boolean look(Look look, List<Long> ids) {
        var scenario = look.scenario();
        Map<Long, Long> open = new HashMap<>();
        ids.forEach(id -> open.put(hash(look, id), id));
        if (!open.isEmpty()) {
            open.keySet().removeAll(places.seen(scenario.id(), open.keySet()));
        }
        if (open.isEmpty()) {
            return true;
        }
        var names = look.connection().propertyNames();
        Map<Long, Long> allowed = new HashMap<>();
        Set<Long> come = new HashSet<>();
        var all = true;
        for (var person : read(look, List.copyOf(open.values())).values()) {
            switch (person) {
                case Person.Known known -> {
                    if (!known.contact().covers(look.trigger().property())) {
                        all = false;
                    } else if (DateValue.day(value(known, look), look.zone())
                            .filter(look.occurrence()::is)
                            .isPresent()) {
                        var hash = hash(look, known.contactId());
                        come.add(hash);
                        if (!known.isBlocked(names) && !known.isOptedOut(names)) {
                            allowed.put(hash, known.contactId());
                        }
                    }
                }
                case Person.Gone _ -> {
                    // the search has not heard of it yet
                }
                case Person.Untold _ -> all = false;
            }
        }
        transaction.executeWithoutResult(_ -> {
            allowed.keySet()
                    .retainAll(places.see(scenario.id(), look.occurrence().day(), come));
            var changes = new CountChanges();
            enter.enter(scenario, new HashSet<>(allowed.values()), look.moment(), changes);
            changes.store(counts);
        });
        return all;
    }

    private static String value(Person.Known known, Look look) {
        return known.contact().properties().getOrDefault(look.trigger().property(), "");
    }

    private long hash(Look look, long contactId) {
        return enter.hash(look.scenario().id(), contactId, look.occurrence().mark());
    }

    private Map<Long, Person> read(Look look, List<Long> ids) {
        Map<Long, Person> read = new HashMap<>();
        for (var from = 0; from < ids.size(); from += HubSpotClient.BATCH) {
            var some = ids.subList(from, Math.min(ids.size(), from + HubSpotClient.BATCH));
            read.putAll(people.read(
                    look.connection(),
                    CallPriority.DELIVERY,
                    some,
                    Set.of(look.trigger().property()),
                    false));
        }
        return read;
    }
}
