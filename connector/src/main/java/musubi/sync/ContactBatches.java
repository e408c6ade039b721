package musubi.sync;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.PortalAccess;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.WriteContacts;
import musubi.sync.profile.FriendProfiles;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/** Sets up the steps of a batch at HubSpot for one connection. */
@Component
final class ContactBatches {

    private final HubSpotClient hubspot;
    private final Connections connections;
    private final BlockedFriends blocked;
    private final PublicAddress address;
    private final Clock clock;

    /** @param address where friends' browsers and HubSpot find our default avatar */
    ContactBatches(
            HubSpotClient hubspot,
            Connections connections,
            BlockedFriends blocked,
            PublicAddress address,
            Clock clock) {
        this.hubspot = hubspot;
        this.connections = connections;
        this.blocked = blocked;
        this.address = address;
        this.clock = clock;
    }

    ContactBatch of(Connection connection, PortalAccess access, FriendProfiles profiles, BatchOutcomes outcomes) {
        var reads = new ReadContacts(hubspot, clock, connection.propertyNames(), access);
        var defaults = defaults(connection);
        return new ContactBatch(
                reads,
                new Decisions(connection, reads, profiles, blocked, outcomes, defaults),
                new WriteContacts(hubspot, reads, outcomes, defaults, otherUserIds(connection)));
    }

    private Defaults defaults(Connection connection) {
        return new Defaults(
                connection.japanese() ? "LINE友だち" : "LINE friend",
                address.of("/avatar.png").toString(),
                LocalDate.ofInstant(clock.instant(), connection.timeZone()));
    }

    /** The user id properties of the portal's other accounts. */
    private List<String> otherUserIds(Connection connection) {
        return connections.all().stream()
                .filter(other ->
                        other.portalId() == connection.portalId() && !other.id().equals(connection.id()))
                .map(other -> other.propertyNames().of(LineProperty.USER_ID))
                .toList();
    }
}
