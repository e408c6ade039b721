package musubi.sandbox.line.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everybody a channel knows, in the order of creation. */
public final class People {

    private final Map<String, Person> byId = new ConcurrentHashMap<>();
    private final List<Person> inOrder = new ArrayList<>();

    @Nullable
    public Person find(String userId) {
        return byId.get(userId);
    }

    public synchronized void add(Person person) {
        if (byId.putIfAbsent(person.userId, person) != null) {
            throw new IllegalArgumentException("userId: there already (expected: a new one)");
        }
        inOrder.add(person);
    }

    public synchronized int count() {
        return inOrder.size();
    }

    /** At most {@code limit} people from that index on. */
    public synchronized List<Person> from(int place, int limit) {
        var from = Math.clamp(place, 0, inOrder.size());
        return List.copyOf(inOrder.subList(from, from + Math.min(inOrder.size() - from, limit)));
    }

    /** The number of people by the number of calls that reached them. */
    public synchronized SortedMap<Integer, Long> reached() {
        return inOrder.stream()
                .collect(Collectors.groupingBy(Person::receivedCalls, TreeMap::new, Collectors.counting()));
    }

    synchronized void clear() {
        byId.clear();
        inOrder.clear();
    }
}
