package musubi.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.contact.LineProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotSettings;
import musubi.scenario.Enrolments.InScenario;
import musubi.scenario.Enrolments.Named;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.run.ReadPeople;
import musubi.scenario.run.ReadPeople.Person;
import org.springframework.stereotype.Component;

/** Asks HubSpot for contacts whom somebody looks at, or chooses: a call for each 100. Nothing of an answer is kept. */
@Component
class AskContacts {

    private static final List<String> NAME = List.of("firstname", "lastname");

    private final ReadPeople people;
    private final Connections connections;
    private final HubSpotSettings settings;

    AskContacts(ReadPeople people, Connections connections, HubSpotSettings settings) {
        this.people = people;
        this.connections = connections;
        this.settings = settings;
    }

    /** Those who may come into a scenario, by their record ids now, and those who may not. */
    record Asked(Set<Long> allowed, List<Refused> refused) {}

    /** Of a scenario. */
    Connection connection(Scenario scenario) {
        return connections
                .find(scenario.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(scenario.connectionId()));
    }

    /** Who of some contacts may get messages. */
    Asked allowed(Connection connection, Set<Long> contactIds) {
        Set<Long> allowed = new HashSet<>();
        List<Refused> refused = new ArrayList<>();
        read(connection, contactIds, Set.of())
                .forEach((asked, person) -> refusal(person, connection)
                        .ifPresentOrElse(
                                reason -> refused.add(new Refused(Long.toString(asked), reason)),
                                () -> allowed.add(((Person.Known) person).contactId())));
        return new Asked(allowed, refused);
    }

    private Map<Long, Person> read(Connection connection, Collection<Long> contactIds, Set<String> properties) {
        var all = List.copyOf(contactIds);
        Map<Long, Person> known = new HashMap<>();
        for (var from = 0; from < all.size(); from += HubSpotClient.BATCH) {
            var some = all.subList(from, Math.min(all.size(), from + HubSpotClient.BATCH));
            known.putAll(people.read(connection, CallPriority.INTERACTIVE, some, properties, false));
        }
        return known;
    }

    private static Optional<Refusal> refusal(Person person, Connection connection) {
        return switch (person) {
            case Person.Gone _ -> Optional.of(Refusal.GONE);
            case Person.Untold _ -> Optional.of(Refusal.NOT_READ);
            case Person.Known known ->
                known.isBlocked(connection.propertyNames())
                        ? Optional.of(Refusal.BLOCKED)
                        : known.isOptedOut(connection.propertyNames())
                                ? Optional.of(Refusal.OPTED_OUT)
                                : Optional.empty();
        };
    }

    /** How people in a scenario are called now, in their order. */
    List<Named> named(Scenario scenario, List<InScenario> some) {
        var connection = connection(scenario);
        var userName = connection.propertyNames().of(LineProperty.USER_NAME);
        var asked = Stream.concat(NAME.stream(), Stream.of(userName)).collect(Collectors.toSet());
        var known = read(connection, some.stream().map(InScenario::contactId).collect(Collectors.toSet()), asked);
        Function<InScenario, String> name = person ->
                known.get(person.contactId()) instanceof Person.Known contact ? name(contact.contact(), userName) : "";
        return some.stream()
                .map(person -> new Named(
                        person,
                        name.apply(person),
                        settings.contactUrl(connection.portalId(), Long.toString(person.contactId()))))
                .toList();
    }

    private static String name(ContactRecord contact, String userName) {
        var inLine = contact.properties().getOrDefault(userName, "");
        return inLine.isBlank()
                ? NAME.stream()
                        .map(part -> contact.properties().getOrDefault(part, ""))
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(" "))
                : inLine;
    }
}
