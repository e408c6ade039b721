package musubi.testing.suite;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import musubi.testing.Seed;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Prints the ten slowest test classes at the end of a run of more than ten, with the CPU time of the run and its
 * {@link Seed}. A class's time is from before its extensions start something for it until after they have ended it.
 */
public final class SlowestClasses implements BeforeAllCallback, AfterAllCallback {

    private static final int PRINTED = 10;

    @Override
    public void beforeAll(ExtensionContext context) {
        run(context).begun.put(context.getRequiredTestClass(), System.nanoTime());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var run = run(context);
        var begun = run.begun.get(context.getRequiredTestClass());
        if (begun != null) {
            run.took.put(context.getRequiredTestClass().getName(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static Run run(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SlowestClasses.class))
                .computeIfAbsent(Run.class, _ -> new Run(), Run.class);
    }

    /** All classes of one run; closed, and so printed, at its end. */
    private static final class Run implements AutoCloseable {

        final Map<Class<?>, Long> begun = new ConcurrentHashMap<>();
        final Map<String, Duration> took = new ConcurrentHashMap<>();

        @Override
        // where the build's own report goes
        @SuppressWarnings("SystemOut")
        public void close() {
            if (took.size() <= PRINTED) {
                return;
            }
            var report =
                    new StringBuilder("\nSlowest of %d test classes (-Dmusubi.seed=%d, %d s CPU in this process):\n"
                            .formatted(took.size(), Seed.VALUE, cpu().toSeconds()));
            took.entrySet().stream()
                    .sorted(Map.Entry.<String, Duration>comparingByValue(Comparator.reverseOrder()))
                    .limit(PRINTED)
                    .forEach(each -> report.append(
                            "%6.1f s  %s%n".formatted(each.getValue().toMillis() / 1_000.0, each.getKey())));
            System.out.println(report);
        }

        private static Duration cpu() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                    ? Duration.ofNanos(system.getProcessCpuTime())
                    : Duration.ZERO;
        }
    }
}
