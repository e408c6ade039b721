package musubi.system.visit;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ObjLongConsumer;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts in memory and writes the sums once a second, so that opening a page that is open to the world costs no write. Counts that
 * cannot be written stay for the next time; a process that is killed loses at most a second of them. Thread-safe.
 *
 * @param <K> what is counted
 */
public final class BufferedCounts<K> {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final String name;
    private final Comparator<K> order;
    private final TransactionTemplate transaction;
    private final ObjLongConsumer<K> write;
    private final ConcurrentMap<K, Long> unwritten = new ConcurrentHashMap<>();

    /**
     * Must be created before the application has started.
     *
     * @param name of the job that writes, and its label in metrics
     * @param order in which counts are written: the same on all nodes, so that two of them never wait for each other's row locks
     * @param write adds a count to the database, within one transaction for all counts of that second
     */
    public BufferedCounts(
            String name,
            Comparator<K> order,
            TransactionTemplate transaction,
            LocalJobs jobs,
            ObjLongConsumer<K> write) {
        this.name = name;
        this.order = order;
        this.transaction = transaction;
        this.write = write;
        jobs.every(PERIOD, name, this::flush);
    }

    /** Counts one more. */
    public void increment(K key) {
        unwritten.merge(key, 1L, Long::sum);
    }

    /** Writes what has been counted since the last time. Its owner calls it once more when it is destroyed. */
    public void flush() {
        var counts = new HashMap<K, Long>();
        for (var key : unwritten.keySet()) {
            var count = unwritten.remove(key);
            if (count != null) {
                counts.put(key, count);
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(ignored -> counts.keySet().stream()
                    .sorted(order)
                    .forEach(key -> write.accept(key, counts.getOrDefault(key, 0L))));
        } catch (RuntimeException | Error e) { // no count is lost, whatever the failure is
            WorkerFailures.record(name, e);
            counts.forEach((key, count) -> unwritten.merge(key, count, Long::sum));
        }
    }
}
