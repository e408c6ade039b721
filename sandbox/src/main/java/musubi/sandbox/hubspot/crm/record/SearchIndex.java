package musubi.sandbox.hubspot.crm.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The records as search sees them: with a delay, and without archived ones. */
public final class SearchIndex {

    private record Change(long at, long id, @Nullable Version version) {}

    private final Deque<Change> waiting = new ArrayDeque<>();
    private final NavigableMap<Long, Version> seen = new TreeMap<>();

    /** Queues a write; {@code null} removes the record. */
    public synchronized void changed(long at, long id, @Nullable Version version) {
        waiting.add(new Change(at, id, version));
    }

    /** Applies the writes up to that time (ms since the epoch). */
    public synchronized void advance(long until) {
        for (var next = waiting.peek(); next != null && next.at() <= until; next = waiting.peek()) {
            waiting.remove();
            var version = next.version();
            if (version == null) {
                seen.remove(next.id());
            } else {
                seen.put(next.id(), version);
            }
        }
    }

    /** The matching records, oldest first. */
    public synchronized List<Version> matching(Predicate<Version> filter) {
        var found = new ArrayList<Version>();
        for (var version : seen.values()) {
            if (filter.test(version)) {
                found.add(version);
            }
        }
        return found;
    }
}
