package musubi.scenario.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.PortalAccess;
import org.springframework.stereotype.Component;

/** Reads what HubSpot knows of people in scenarios. */
@Component
public final class ReadPeople {

    private static final String RECORD_ID = "hs_object_id";
    private static final List<LineProperty> ALWAYS =
            List.of(LineProperty.USER_ID, LineProperty.FOLLOW, LineProperty.OPT_OUT);

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final HubSpotLists lists;

    ReadPeople(Connections connections, HubSpotClient hubspot, HubSpotLists lists) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.lists = lists;
    }

    /** What HubSpot said of a person. */
    public sealed interface Person {

        /** There is no such contact. */
        record Gone() implements Person {}

        /** Nothing, or not all that must be known. */
        record Untold() implements Person {}

        /**
         * A contact.
         *
         * @param contactId after a merge another one than was asked for
         * @param lists the contact is in these; empty: HubSpot did not say, or was not asked
         */
        record Known(long contactId, ContactRecord contact, Optional<Set<Long>> lists) implements Person {

            /** Whether the person is no friend of the account: it is blocked, or the contact has no LINE user id of it. */
            public boolean isBlocked(PropertyNames names) {
                return LineUserId.parse(userId(names)).isEmpty()
                        || value(names, LineProperty.FOLLOW).equals(FollowState.NO.name());
            }

            /** Whether the person wants no messages. */
            public boolean isOptedOut(PropertyNames names) {
                return value(names, LineProperty.OPT_OUT).equals(FollowState.YES.name());
            }

            /** The LINE user id; empty where there is none. */
            String userId(PropertyNames names) {
                return value(names, LineProperty.USER_ID);
            }

            private String value(PropertyNames names, LineProperty property) {
                return contact.properties().getOrDefault(names.of(property), "").strip();
            }

            /** Leaves out the person. */
            @Override
            public String toString() {
                return "Known";
            }
        }
    }

    /**
     * Reads contacts in one call; with lists, in two.
     *
     * @param contactIds at most 100
     * @param properties that are needed besides those that say whether the person may get messages
     * @param withLists whether their lists are needed
     * @return by the id asked for, each of them
     */
    public Map<Long, Person> read(
            Connection connection,
            CallPriority priority,
            Collection<Long> contactIds,
            Set<String> properties,
            boolean withLists) {
        var access = connections.hubspot(connection.id()).with(priority);
        var names = connection.propertyNames();
        var asked = Stream.concat(ALWAYS.stream().map(names::of), properties.stream())
                .distinct()
                .toList();
        var ids = contactIds.stream().map(String::valueOf).distinct().toList();
        var read = hubspot.read(access, RECORD_ID, ids, asked);
        var inLists = withLists ? lists(access, read) : Map.<Long, Set<Long>>of();
        Map<Long, Person> people = new HashMap<>();
        for (var id : contactIds) {
            people.put(id, person(Long.toString(id), read, inLists, names));
        }
        return people;
    }

    private Map<Long, Set<Long>> lists(PortalAccess access, ContactsRead read) {
        var found = new HashSet<Long>();
        read.found().values().forEach(contact -> found.add(Long.parseLong(contact.id())));
        return found.isEmpty() ? Map.of() : lists.ofRecords(access, found);
    }

    private static Person person(String id, ContactsRead read, Map<Long, Set<Long>> lists, PropertyNames names) {
        if (read.absent().contains(id)) {
            return new Person.Gone();
        }
        var contact = read.found().get(id);
        // a property that an answer leaves out does not exist in the portal (any more), or the answer was cut short
        if (contact == null || !ALWAYS.stream().allMatch(property -> contact.covers(names.of(property)))) {
            return new Person.Untold();
        }
        var contactId = Long.parseLong(contact.id());
        return new Person.Known(contactId, contact, Optional.ofNullable(lists.get(contactId)));
    }
}
