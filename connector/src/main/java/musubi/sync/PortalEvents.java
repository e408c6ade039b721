package musubi.sync;

import java.util.List;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.PortalAccess;
import musubi.inbox.Activity;
import musubi.inbox.Activity.Kind;
import musubi.inbox.EventQueue;
import musubi.inbox.PortalOwnership;
import musubi.inbox.Tenure;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.profile.ProfileGates;

/** One portal's connections, their events and their calls, for its worker. */
final class PortalEvents {

    private final PortalOwnership ownership;
    private final EventQueue queue;
    private final Activity activity;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final ProfileGates gates;
    private final long portalId;

    PortalEvents(
            PortalOwnership ownership,
            EventQueue queue,
            Activity activity,
            Connections connections,
            HubSpotClient hubspot,
            ProfileGates gates,
            long portalId) {
        this.ownership = ownership;
        this.queue = queue;
        this.activity = activity;
        this.connections = connections;
        this.hubspot = hubspot;
        this.gates = gates;
        this.portalId = portalId;
    }

    /** Whether this node owns the portal, or does from now on. */
    boolean isOwned() {
        return ownership.own(portalId);
    }

    /** Begins a batch, if this node owns the portal; before its events are claimed. */
    Optional<Tenure> begin() {
        return ownership.begin(portalId);
    }

    List<Connection> connections() {
        return connections.all().stream()
                .filter(connection -> connection.portalId() == portalId)
                .toList();
    }

    /**
     * Due events of the connection, folded by friend.
     *
     * @param background events of imports, or those of friends
     * @param busy friends whose events are being applied
     */
    ClaimedEvents claim(Connection connection, boolean background, List<String> busy, int maxEvents) {
        var events = background
                ? queue.takeBackground(connection.id(), busy, maxEvents)
                : queue.take(connection.id(), busy, maxEvents);
        return ClaimedEvents.of(events, HubSpotClient.BATCH);
    }

    /** HubSpot does not answer: of the connection that waits, one friend's events are due now. */
    void tryOne() {
        for (var connection : connections()) {
            if (!connection.isPaused() && queue.releaseFirst(connection.id(), BatchOutcomes.WAITS_FOR_HUBSPOT)) {
                return;
            }
        }
    }

    /**
     * What waits for LINE is due now where LINE answers, as far as this node knows: who waited when it answered again was told then, but not who began to wait
     * at that moment, and nobody when the node ended or its database did not answer.
     */
    void goOnWithProfiles() {
        connections().stream()
                .filter(connection -> gates.mayWaitInVain(connection.id()))
                .forEach(connection -> queue.release(connection.id(), ProfileGates.WAITS));
    }

    /** HubSpot carried out a write of the connection. */
    void wrote(Connection connection) {
        activity.note(connection.id(), Kind.WRITTEN);
    }

    /** HubSpot answers again: what waited for that is due now. */
    void goOn() {
        connections().forEach(connection -> queue.release(connection.id(), BatchOutcomes.WAITS_FOR_HUBSPOT));
    }

    /**
     * The access for live calls.
     *
     * @throws musubi.connection.UnknownConnectionException when it was deleted
     */
    PortalAccess access(Connection connection) {
        return connections.hubspot(connection.id());
    }

    /** Whether more than half of the calls that the portal allows now are still free. */
    boolean hasSpareCalls() {
        return hubspot.hasSpareCalls(portalId);
    }
}
