package musubi.sandbox.hubspot.crm.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.TaskProperties;
import musubi.sandbox.hubspot.crm.record.Version;

/** Writes of activities that become visible together or not at all. Under the portal's lock from the first to the last. */
public final class ActivityWrites implements Writes {

    private final Activities tasks;
    private final long now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Set<StoredRecord> touched = new LinkedHashSet<>();

    public ActivityWrites(Activities tasks) {
        this.tasks = tasks;
        this.now = tasks.clock().millis();
    }

    /** Creates a task by the rules. There is no idempotency key. */
    public StoredRecord create(Map<String, String> values, Collection<Long> contactIds) {
        var checked = new HashMap<>(tasks.rules().checked(values, null));
        requireDue(checked.getOrDefault(tasks.schema().get(TaskProperties.DUE), ""));
        checked.putAll(Associations.values(contactIds));
        var record = new StoredRecord(tasks.newId(), now);
        tasks.records().put(record.id(), record);
        undo.push(() -> tasks.records().remove(record.id()));
        become(record, record.current().written(checked, now));
        return record;
    }

    /** Changes values; an empty one clears. */
    public StoredRecord update(StoredRecord record, Map<String, String> values) {
        var checked = tasks.rules().checked(values, record.current());
        requireDue(checked.getOrDefault(tasks.schema().get(TaskProperties.DUE), "unchanged"));
        become(record, record.current().written(checked, now));
        return record;
    }

    /** Replaces the associated contacts of a task. */
    public void associate(StoredRecord record, Collection<Long> contactIds) {
        if (!Associations.of(record.current()).equals(Set.copyOf(contactIds))) {
            become(record, record.current().written(Associations.values(contactIds), now));
        }
    }

    public void archive(StoredRecord record) {
        become(record, record.current().archived(now, now));
    }

    @Override
    public void commit() {
        for (var record : touched) {
            var version = record.current();
            tasks.index().changed(now, record.id(), version.archived() ? null : version);
        }
    }

    @Override
    public void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private void become(StoredRecord record, Version version) {
        var before = record.current();
        undo.push(() -> tasks.become(record, before));
        tasks.become(record, version);
        touched.add(record);
    }

    private void requireDue(String due) {
        if (due.isEmpty()) {
            throw Refusal.invalid("Error creating %s. Some required properties were not set."
                            .formatted(tasks.type().name()))
                    .context("properties", List.of(TaskProperties.DUE));
        }
    }
}
