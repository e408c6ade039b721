package musubi.sandbox.line;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the API calls by endpoint and status. */
public final class ApiTraffic {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    ApiTraffic() {}

    /** The calls so far, by {@code GET /v2/bot/profile/{userId} 200}; what fits no endpoint by method alone. */
    public SortedMap<String, Long> counts() {
        var sorted = new TreeMap<String, Long>();
        counts.forEach((endpoint, count) -> sorted.put(endpoint, count.sum()));
        return sorted;
    }

    /** The calls to an endpoint such as {@code GET /v2/bot/profile/{userId}}, whatever came out. */
    public long calls(String endpoint) {
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(endpoint + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    void count(String endpoint, int status) {
        counts.computeIfAbsent(endpoint + " " + status, any -> new LongAdder()).increment();
    }

    void clear() {
        counts.clear();
    }
}
