package musubi.sandbox.line;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import musubi.sandbox.http.Recent;
import musubi.sandbox.http.SeenCall;

/** Counts the API calls by endpoint and status, and knows the last ones. */
public final class ApiTraffic {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Recent<SeenCall> recent = new Recent<>();

    public ApiTraffic() {}

    /** The number of calls by endpoint and status, such as {@code GET /v2/bot/profile/{userId} 200}; by method alone when no endpoint matches. */
    public SortedMap<String, Long> counts() {
        var sorted = new TreeMap<String, Long>();
        counts.forEach((endpoint, count) -> sorted.put(endpoint, count.sum()));
        return sorted;
    }

    /** The calls to an endpoint such as {@code GET /v2/bot/profile/{userId}}, with any status. */
    public long calls(String endpoint) {
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(endpoint + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The last 100 calls, the oldest first. */
    public List<SeenCall> recent() {
        return recent.all();
    }

    public void count(Instant at, String endpoint, int status, Duration took, List<String> about) {
        recent.add(new SeenCall(at, endpoint, status, took, about));
        counts.computeIfAbsent(endpoint + " " + status, any -> new LongAdder()).increment();
    }

    public void clear() {
        counts.clear();
        recent.clear();
    }
}
