package musubi.sandbox.hubspot.crm.activity;

import java.util.List;
import musubi.sandbox.hubspot.Task;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The notes of a portal as a person sees them in HubSpot. */
public final class NotesByHand {

    private final PortalState portal;

    public NotesByHand(PortalState portal) {
        this.portal = portal;
    }

    public List<Task> all() {
        return portal.locked(() -> portal.notes().records().values().stream()
                .map(record -> portal.notes().task(record.current()))
                .toList());
    }
}
