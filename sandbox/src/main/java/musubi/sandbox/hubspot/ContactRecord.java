package musubi.sandbox.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact's place in the store: its id for good, and what it is now. Written under the store's lock only. */
final class ContactRecord {

    private final long id;
    private volatile Version current;

    ContactRecord(long id, long createdAt) {
        this.id = id;
        this.current = new Version(this, createdAt, createdAt - 1, 0, 0, List.of(), new @Nullable String[0]);
    }

    long id() {
        return id;
    }

    Version current() {
        return current;
    }

    void become(Version version) {
        current = version;
    }
}
