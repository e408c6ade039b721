package musubi.sandbox.hubspot.crm.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record in its store: its permanent id and its current version. Written under the portal's lock only. */
public final class StoredRecord {

    private final long id;
    private volatile Version current;

    public StoredRecord(long id, long createdAt) {
        this.id = id;
        this.current = new Version(this, createdAt, createdAt - 1, 0, 0, List.of(), new @Nullable String[0]);
    }

    public long id() {
        return id;
    }

    public Version current() {
        return current;
    }

    public void become(Version version) {
        current = version;
    }
}
