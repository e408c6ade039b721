package musubi.console.broadcasts;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.broadcast.Audience;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.Members;
import musubi.hubspot.PortalAccess;
import org.springframework.stereotype.Component;

/** A person of an audience, to look at a message with: one of the beginning of its oldest list. */
@Component
class AudiencePerson {

    private static final String RECORD_ID = "hs_object_id";

    private final Connections connections;
    private final HubSpotLists lists;
    private final HubSpotClient hubspot;

    AudiencePerson(Connections connections, HubSpotLists lists, HubSpotClient hubspot) {
        this.connections = connections;
        this.lists = lists;
        this.hubspot = hubspot;
    }

    /**
     * Who was found.
     *
     * @param number from 1; 0: nobody
     * @param people who can be looked at
     * @param name empty: they have none
     * @param broken whether HubSpot does not say who that is
     */
    record Found(int number, int people, Optional<String> recordId, String name, boolean broken) {

        private static Found nobody(int people, boolean broken) {
            return new Found(0, people, Optional.empty(), "", broken);
        }

        /** The same, whose values HubSpot does not tell. */
        Found unknown() {
            return nobody(people, true);
        }

        /** Without the person: it may be logged. */
        @Override
        public String toString() {
            return "Found[number=%d, people=%d]".formatted(number, people);
        }
    }

    /**
     * Two calls of HubSpot; none without a list.
     *
     * @param number from 1; a larger one than there are people: the last
     */
    Found of(Connection connection, Audience audience, int number) {
        var list = audience.lists().stream().sorted().findFirst();
        if (list.isEmpty()) {
            return Found.nobody(0, false);
        }
        try {
            var access = connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE);
            return lists.page(access, list.get(), "") instanceof Members.Page page
                    ? one(connection, access, page.recordIds(), number)
                    : Found.nobody(0, false);
        } catch (HubSpotException away) {
            return Found.nobody(0, true);
        }
    }

    private Found one(Connection connection, PortalAccess access, List<Long> people, int number) {
        if (people.isEmpty()) {
            return Found.nobody(0, false);
        }
        var at = Math.clamp(number, 1, people.size());
        var id = String.valueOf(people.get(at - 1));
        var lineName = connection.propertyNames().of(LineProperty.USER_NAME);
        return Optional.ofNullable(
                        hubspot.read(access, RECORD_ID, List.of(id), List.of(lineName, "lastname", "firstname"))
                                .found()
                                .get(id))
                .map(contact -> new Found(at, people.size(), Optional.of(id), name(contact, lineName), false))
                .orElseGet(() -> Found.nobody(people.size(), false));
    }

    private static String name(ContactRecord contact, String lineName) {
        var values = contact.properties();
        return Stream.of(
                        values.getOrDefault("lastname", "") + " " + values.getOrDefault("firstname", ""),
                        values.getOrDefault(lineName, ""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }
}
