package musubi.sandbox.hubspot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import musubi.sandbox.http.Recent;
import musubi.sandbox.http.SeenCall;

/**
 * Counts the calls of a portal or app since the start or the last {@link #reset()}. Calls that a fault answered without
 * any work are not counted.
 */
public final class Traffic {

    private final Map<String, Map<Integer, Long>> byOperation = new TreeMap<>();
    private final Recent<SeenCall> recent = new Recent<>();
    private long[] arrivals = new long[1_024];
    private int count;

    public Traffic() {}

    public synchronized void add(String operation, int status, long arrival, Duration took, List<String> about) {
        recent.add(new SeenCall(Instant.ofEpochMilli(arrival), operation, status, took, about));
        byOperation.computeIfAbsent(operation, fresh -> new TreeMap<>()).merge(status, 1L, Long::sum);
        if (count == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, count * 2);
        }
        arrivals[count++] = arrival;
    }

    /** The last 100 calls, the oldest first. */
    public List<SeenCall> recent() {
        return recent.all();
    }

    /** All calls. */
    public synchronized long calls() {
        return count;
    }

    /** The number of calls of one operation, such as {@code POST contacts/batch/upsert}, with any status. */
    public synchronized long calls(String operation) {
        return byOperation.getOrDefault(operation, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Calls by operation and status. */
    public synchronized Map<String, Map<Integer, Long>> byOperationAndStatus() {
        var copy = new TreeMap<String, Map<Integer, Long>>();
        byOperation.forEach((operation, statuses) -> copy.put(operation, Map.copyOf(statuses)));
        return copy;
    }

    /** The number of calls answered 429. */
    public synchronized long tooMany() {
        return byOperation.values().stream()
                .mapToLong(statuses -> statuses.getOrDefault(429, 0L))
                .sum();
    }

    /** Calls in each ten seconds, counted from the first call; refused ones and searches included. */
    public synchronized List<Integer> perTenSeconds() {
        var windows = new ArrayList<Integer>();
        var sorted = sorted();
        var at = 0;
        for (var end = sorted.length == 0 ? 0 : sorted[0] + 10_000; at < sorted.length; end += 10_000) {
            var from = at;
            while (at < sorted.length && sorted[at] < end) {
                at++;
            }
            windows.add(at - from);
        }
        return windows;
    }

    /** The most calls in any ten seconds; refused ones and searches included. */
    public synchronized int busiestTenSeconds() {
        var sorted = sorted();
        var most = 0;
        var from = 0;
        for (var to = 0; to < sorted.length; to++) {
            while (sorted[from] <= sorted[to] - 10_000) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** When the first call came. */
    public synchronized Optional<Instant> first() {
        return count == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(sorted()[0]));
    }

    /** When the last call came. */
    public synchronized Optional<Instant> last() {
        return count == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(sorted()[count - 1]));
    }

    /** Resets all counts. */
    public synchronized void reset() {
        byOperation.clear();
        recent.clear();
        count = 0;
    }

    private long[] sorted() {
        var sorted = Arrays.copyOf(arrivals, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
