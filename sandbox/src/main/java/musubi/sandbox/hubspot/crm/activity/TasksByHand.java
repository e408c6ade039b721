package musubi.sandbox.hubspot.crm.activity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import musubi.sandbox.hubspot.Task;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.store.ActivityWrites;
import musubi.sandbox.hubspot.crm.store.Associations;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The tasks of a portal as a person sees and changes them in HubSpot. */
public final class TasksByHand {

    private final PortalState portal;

    public TasksByHand(PortalState portal) {
        this.portal = portal;
    }

    public List<Task> all() {
        return portal.locked(() -> portal.tasks().records().values().stream()
                .map(record -> portal.tasks().task(record.current()))
                .toList());
    }

    public Task create(Map<String, String> values, long... contactIds) {
        return write(writes -> {
            var contacts = Arrays.stream(contactIds)
                    .mapToObj(id -> Associations.contact(Long.toString(id), portal.store())
                            .id())
                    .toList();
            return portal.tasks().task(writes.create(values, contacts).current());
        });
    }

    public void update(long id, Map<String, String> values) {
        write(writes -> writes.update(active(id), values));
    }

    public void archive(long id) {
        write(writes -> {
            writes.archive(active(id));
            return true;
        });
    }

    private <T> T write(Function<ActivityWrites, T> work) {
        try {
            return portal.write(portal.tasks(), work);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private StoredRecord active(long id) {
        return portal.tasks()
                .active(Long.toString(id))
                .orElseThrow(() -> new IllegalArgumentException("no task %d in portal %d".formatted(id, portal.id())));
    }
}
