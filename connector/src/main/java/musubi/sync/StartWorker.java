package musubi.sync;

import java.time.Clock;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotClient;
import musubi.inbox.Activity;
import musubi.inbox.EventQueue;
import musubi.inbox.PortalOwnership;
import musubi.sync.outage.Outages;
import musubi.sync.outage.PortalOutage;
import musubi.sync.profile.ProfileGates;
import org.springframework.stereotype.Component;

/** Starts the worker of a portal. */
@Component
final class StartWorker {

    private final PortalOwnership ownership;
    private final EventQueue queue;
    private final Activity activity;
    private final Connections connections;
    private final HubSpotClient hubspot;
    private final ProfileGates gates;
    private final ApplyBatch applyBatch;
    private final Outages outages;
    private final SyncSettings settings;
    private final Clock clock;

    StartWorker(
            PortalOwnership ownership,
            EventQueue queue,
            Activity activity,
            Connections connections,
            HubSpotClient hubspot,
            ProfileGates gates,
            ApplyBatch applyBatch,
            Outages outages,
            SyncSettings settings,
            Clock clock) {
        this.ownership = ownership;
        this.queue = queue;
        this.activity = activity;
        this.connections = connections;
        this.hubspot = hubspot;
        this.gates = gates;
        this.applyBatch = applyBatch;
        this.outages = outages;
        this.settings = settings;
        this.clock = clock;
    }

    PortalWorker of(long portalId) {
        var state = new PortalState(clock);
        var outage = new PortalOutage(outages, clock, portalId);
        var worker = new PortalWorker(
                new PortalEvents(ownership, queue, activity, connections, hubspot, gates, portalId),
                applyBatch,
                state,
                outage,
                new PortalProblems(connections, hubspot, clock, state, portalId),
                settings.concurrentBatches());
        Thread.ofVirtual().name("portal-" + portalId).start(worker);
        return worker;
    }
}
