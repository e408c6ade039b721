package musubi.testing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import musubi.testing.Installation.Setup;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The installations that test classes use one after the other, by their setup. At any moment a class has one for
 * itself, so that faults, connections and users of two classes never meet: there are as many as classes run side by side,
 * which is far fewer than there are classes. All are closed at the end of the test run.
 */
final class SharedInstallations implements AutoCloseable {

    /** Unused ones that are kept; each holds some 50 MB. */
    private static final int MAX_FREE = 8;

    private final Map<Setup, Deque<Free>> free = new HashMap<>();

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
    Installation take(Setup setup) {
        synchronized (free) {
            var waiting = free.getOrDefault(setup, new ArrayDeque<>());
            var one = waiting.stream()
                    .filter(each -> each.user().equals(Thread.currentThread()))
                    .findFirst()
                    .orElse(waiting.peek());
            if (one != null) {
                waiting.remove(one);
                return one.installation();
            }
        }
        return new Installation(setup, setup.clock(), _ -> {});
    }

    /** Empties it for the next class. One that cannot be emptied is closed. */
    void giveBack(Setup setup, Installation used) {
        try {
            used.forgetAll();
        } catch (RuntimeException | Error broken) {
            used.close();
            throw broken;
        }
        synchronized (free) {
            free.computeIfAbsent(setup, _ -> new ArrayDeque<>()).push(new Free(used, Thread.currentThread()));
        }
        tooMany().ifPresent(Installation::close);
    }

    /** One of which there are the most of its kind, the longest unused: another class finds one of each kind. */
    private Optional<Installation> tooMany() {
        synchronized (free) {
            return free.values().stream().mapToInt(Deque::size).sum() <= MAX_FREE
                    ? Optional.empty()
                    : free.values().stream()
                            .max(Comparator.comparingInt(Deque::size))
                            .map(Deque::pollLast)
                            .map(Free::installation);
        }
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
