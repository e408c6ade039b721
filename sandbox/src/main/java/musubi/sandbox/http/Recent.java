package musubi.sandbox.http;

import java.util.ArrayDeque;
import java.util.List;

/** The last 100 of something, for whoever watches. */
public final class Recent<T> {

    private static final int MAX = 100;

    private final ArrayDeque<T> items = new ArrayDeque<>(MAX);

    /** Adds it; the oldest goes when there are too many. */
    public synchronized void add(T one) {
        if (items.size() == MAX) {
            items.removeFirst();
        }
        items.addLast(one);
    }

    /** All that are items, the oldest first. */
    public synchronized List<T> all() {
        return List.copyOf(items);
    }

    /** Forgets them. */
    public synchronized void clear() {
        items.clear();
    }
}
