package musubi.inbox.lease;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import musubi.inbox.PortalOwnership;
import musubi.inbox.Tenure;
import musubi.system.WorkerFailures;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * The ownership of portals by {@link Leases} of this process. Its thread begins before whatever owns portals, and goes on while that ends:
 * at SIGTERM the leases are given up after the last work, so that other nodes take over at once.
 */
@Component
final class LeasedPortals implements PortalOwnership, SmartLifecycle {

    private static final long PAUSE_SECONDS = 1;

    private final Leases leases;
    private final boolean alone;
    private @Nullable ScheduledExecutorService thread;

    LeasedPortals(LeaseRepository repository, Environment environment, MeterRegistry metrics) {
        this.leases = new Leases(repository, System::nanoTime);
        // nobody else reaches the embedded database: what a killed process left must not be waited for
        this.alone = !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        Gauge.builder("musubi.portals.owned", leases, Leases::count)
                .description("portals whose work this node does")
                .register(metrics);
    }

    @Override
    public boolean own(long portalId) {
        return leases.own(portalId);
    }

    @Override
    public Optional<Tenure> begin(long portalId) {
        return leases.begin(portalId);
    }

    @Override
    public synchronized void start() {
        if (alone) {
            leases.beginAlone();
        }
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("leases").factory());
        var ignored = executor.scheduleWithFixedDelay(this::tick, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
        thread = executor;
    }

    private void tick() {
        try {
            leases.tick();
        } catch (Throwable failure) { // an exception would end it for good
            WorkerFailures.record("leases", failure);
        }
    }

    @Override
    public synchronized void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        running.shutdown();
        thread = null;
        try {
            leases.leave();
        } catch (RuntimeException failure) { // they end by themselves
            WorkerFailures.record("leases", failure);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Starts before all that owns portals, and stops after it. */
    @Override
    public int getPhase() {
        return -1;
    }
}
