package musubi.testing;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The installations that test classes use one after the other, by their settings. At any moment a class has one for
 * itself, so that faults, connections and users of two classes never meet: there are as many as classes run side by side,
 * which is far fewer than there are classes. All are closed at the end of the test run.
 */
final class SharedInstallations implements AutoCloseable {

    /** Unused ones that are kept; each holds some 50 MB. */
    private static final int MAX_FREE = 6;

    private final Map<Map<String, Object>, Deque<Free>> free = new HashMap<>();

    /**
     * One that waits.
     *
     * @param user the thread that used it last: its browser has pages of this one
     */
    private record Free(Installation installation, Thread user) {}

    /** Those of this test run. */
    static SharedInstallations of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedInstallations.class))
                .computeIfAbsent(SharedInstallations.class, _ -> new SharedInstallations(), SharedInstallations.class);
    }

    /** One that nobody uses, running and empty. */
    Installation take(Map<String, Object> settings) {
        synchronized (free) {
            var waiting = free.getOrDefault(settings, new ArrayDeque<>());
            var one = waiting.stream()
                    .filter(each -> each.user() == Thread.currentThread())
                    .findFirst()
                    .orElse(waiting.peek());
            if (one != null) {
                waiting.remove(one);
                return one.installation();
            }
        }
        return new Installation(settings, Clock.systemUTC(), _ -> {});
    }

    /** Empties it for the next class. One that cannot be emptied is closed. */
    void giveBack(Map<String, Object> settings, Installation used) {
        try {
            used.forgetAll();
        } catch (RuntimeException | Error broken) {
            used.close();
            throw broken;
        }
        synchronized (free) {
            if (free.values().stream().mapToInt(Deque::size).sum() < MAX_FREE) {
                free.computeIfAbsent(settings, _ -> new ArrayDeque<>()).push(new Free(used, Thread.currentThread()));
                return;
            }
        }
        used.close();
    }

    @Override
    public void close() {
        synchronized (free) {
            free.values().stream().flatMap(Deque::stream).toList().parallelStream()
                    .forEach(each -> each.installation().close());
            free.clear();
        }
    }
}
