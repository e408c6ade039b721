package musubi.broadcast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.contact.LineProperty;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotSettings;
import musubi.tracking.counts.Clicks;
import org.springframework.stereotype.Component;

/** The people who opened a link of a broadcast: who they are is read from HubSpot when it is asked, and not kept. */
@Component
public final class Clickers {

    private static final String RECORD_ID = "hs_object_id";
    private static final List<String> NAME = List.of("firstname", "lastname");

    private final Broadcasts broadcasts;
    private final Clicks clicks;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final HubSpotSettings settings;

    Clickers(
            Broadcasts broadcasts,
            Clicks clicks,
            Connections connections,
            HubSpotClient hubspot,
            HubSpotSettings settings) {
        this.broadcasts = broadcasts;
        this.clicks = clicks;
        this.connections = connections;
        this.hubspot = hubspot;
        this.settings = settings;
    }

    /**
     * A person who opened a link.
     *
     * @param contactId HubSpot's record id; after a merge that of the contact that is left
     * @param name in LINE, else in HubSpot; empty when the contact is gone
     */
    public record Person(String contactId, String name, Instant firstClickAt, String hubspotUrl) {

        @Override
        public String toString() {
            return "Person";
        }
    }

    /**
     * A page of them, the first one first.
     *
     * @param last where the next page begins; empty on the last one
     */
    public record People(List<Person> people, Optional<Clicks.Clicker> last) {}

    /**
     * A page. One call of HubSpot.
     *
     * @param after the last one of the page before
     * @param limit 1 to 100
     * @throws UnknownBroadcastException when there is no such broadcast
     * @throws musubi.hubspot.HubSpotException when HubSpot does not say who they are
     */
    public People of(UUID id, Optional<Clicks.Clicker> after, int limit) {
        var broadcast = broadcasts.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
        var connection = connections
                .find(broadcast.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(broadcast.connectionId()));
        var found = clicks.clickers(id, after, limit + 1);
        if (found.isEmpty()) {
            return new People(List.of(), Optional.empty());
        }
        var page = found.subList(0, Math.min(limit, found.size()));
        var userName = connection.propertyNames().of(LineProperty.USER_NAME);
        var contacts = hubspot.read(
                        connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE),
                        RECORD_ID,
                        page.stream()
                                .map(clicker -> Long.toString(clicker.contactId()))
                                .toList(),
                        Stream.concat(NAME.stream(), Stream.of(userName)).toList())
                .found();
        var people = page.stream()
                .map(clicker -> {
                    var asked = Long.toString(clicker.contactId());
                    var contact = Optional.ofNullable(contacts.get(asked));
                    var recordId = contact.map(ContactRecord::id).orElse(asked);
                    return new Person(
                            recordId,
                            contact.map(record -> name(record, userName)).orElse(""),
                            clicker.at(),
                            settings.contactUrl(connection.portalId(), recordId));
                })
                .toList();
        return new People(people, found.size() > limit ? Optional.of(page.getLast()) : Optional.empty());
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
