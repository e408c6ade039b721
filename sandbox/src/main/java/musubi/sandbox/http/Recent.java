package musubi.sandbox.http;

import java.util.ArrayDeque;
import java.util.List;

/** The last 100 items. */
public final class Recent<T> {

    private static final int MAX = 100;

    private final ArrayDeque<T> items = new ArrayDeque<>(MAX);

    /** Adds an item and removes the oldest when there are more than 100. */
    public synchronized void add(T one) {
        if (items.size() == MAX) {
            items.removeFirst();
        }
        items.addLast(one);
    }

    /** All items, the oldest first. */
    public synchronized List<T> all() {
        return List.copyOf(items);
    }

    /** Removes all items. */
    public synchronized void clear() {
        items.clear();
    }
}
