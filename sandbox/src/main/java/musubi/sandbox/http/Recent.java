package musubi.sandbox.http;

import java.util.ArrayDeque;
import java.util.List;

/** The last 100 of something, for whoever watches. */
public final class Recent<T> {

    private static final int KEPT = 100;

    private final ArrayDeque<T> kept = new ArrayDeque<>(KEPT);

    /** Adds it; the oldest goes when there are too many. */
    public synchronized void add(T one) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(one);
    }

    /** All that are kept, the oldest first. */
    public synchronized List<T> all() {
        return List.copyOf(kept);
    }

    /** Forgets them. */
    public synchronized void clear() {
        kept.clear();
    }
}
