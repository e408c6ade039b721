package musubi.console.broadcasts.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.FollowState;
import musubi.friends.Friend;
import musubi.friends.FriendList;
import musubi.friends.FriendQuery;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import org.springframework.stereotype.Component;

/** The people of a test, read from HubSpot now and forgotten: at most two calls, a search and one for those who are chosen. */
@Component
public final class TestPeople {

    private static final String RECORD_ID = "[1-9]\\d{0,17}";
    private static final int FOUND = 10;

    private final FriendList friends;
    private final Connections connections;
    private final HubSpotClient hubspot;

    TestPeople(FriendList friends, Connections connections, HubSpotClient hubspot) {
        this.friends = friends;
        this.connections = connections;
        this.hubspot = hubspot;
    }

    /**
     * A contact.
     *
     * @param name empty: none, or not known
     * @param blocked whether the account is blocked, so that no test arrives
     */
    public record Person(String id, String name, String email, boolean blocked) {

        private static Person of(Friend friend) {
            return new Person(
                    friend.contactId(),
                    friend.name(),
                    friend.email(),
                    friend.follow().filter(FollowState.NO::equals).isPresent());
        }

        /** Without the person: it may be logged. */
        @Override
        public String toString() {
            return "Person[id=%s]".formatted(id);
        }
    }

    /**
     * What the page shows.
     *
     * @param found who matches and is not chosen
     * @param more whether there are more than these
     * @param broken whether HubSpot does not answer
     */
    public record View(List<Person> chosen, List<Person> found, boolean more, boolean broken) {}

    /**
     * Those of a form who are chosen, after a button of it.
     *
     * @param sent record ids
     * @param act {@code add:<record id>}, {@code remove:<record id>}, or anything else
     */
    public static Set<String> chosen(List<String> sent, String act, int most) {
        var chosen = sent.stream()
                .filter(id -> id.matches(RECORD_ID))
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var id = act.substring(act.indexOf(':') + 1);
        if (act.startsWith("remove:")) {
            chosen.remove(id);
        }
        if (act.startsWith("add:") && id.matches(RECORD_ID) && chosen.size() < most) {
            chosen.add(id);
        }
        return chosen;
    }

    /** Without asking HubSpot. */
    public static View unknown(Set<String> chosen) {
        return new View(unnamed(chosen), List.of(), false, false);
    }

    private static List<Person> unnamed(Set<String> ids) {
        return ids.stream().map(id -> new Person(id, "", "", false)).toList();
    }

    /**
     * Looks for friends.
     *
     * @param query part of a name on LINE or an e-mail address; empty: the newest friends
     */
    public View of(Connection connection, String query, Set<String> chosen) {
        try {
            var page = friends.page(
                    connection,
                    new FriendQuery(
                            query.substring(0, Math.min(query.length(), FriendQuery.MAX_TEXT)),
                            Optional.empty(),
                            Optional.empty(),
                            FriendQuery.Order.NEWEST,
                            FOUND,
                            ""));
            var known = page.items().stream().map(Person::of).toList();
            return new View(
                    chosen(connection, chosen, known),
                    known.stream()
                            .filter(person -> !chosen.contains(person.id()))
                            .toList(),
                    page.total() > FOUND,
                    false);
        } catch (HubSpotException away) {
            return new View(unnamed(chosen), List.of(), false, true);
        }
    }

    private List<Person> chosen(Connection connection, Set<String> ids, List<Person> known) {
        var people = known.stream().collect(Collectors.toMap(Person::id, person -> person));
        var others = ids.stream().filter(id -> !people.containsKey(id)).toList();
        if (!others.isEmpty()) {
            hubspot.read(
                            connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE),
                            "hs_object_id",
                            others,
                            ContactName.properties(connection))
                    .found()
                    .forEach((id, contact) -> people.put(
                            id, new Person(id, ContactName.of(connection, contact.properties()), "", false)));
        }
        var all = new ArrayList<Person>();
        ids.forEach(id -> all.add(people.getOrDefault(id, new Person(id, "", "", false))));
        return all;
    }
}
