package musubi.delivery.send;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryState;
import musubi.delivery.crypto.DataKeys;
import musubi.delivery.store.CallRepository;
import musubi.delivery.store.DeliveryRepository;
import musubi.delivery.store.DeliveryRepository.Material;
import musubi.delivery.store.HeldRepository;
import musubi.delivery.store.ProbeRepository;
import musubi.delivery.store.WithdrawRepository;
import musubi.inbox.PortalOwnership;
import musubi.line.LineMessages;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the deliveries that are to be sent, of portals that this node owns. It looks for them each second, so that a run that failed, or
 * that another node left, goes on.
 */
@Component
public final class Sender implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] NO_MESSAGES = {};

    private record Running(DeliveryRun run, Thread thread) {}

    private final DeliveryRepository deliveries;
    private final CallRepository calls;
    private final ProbeRepository probes;
    private final HeldRepository held;
    private final WithdrawRepository withdrawals;
    private final DataKeys keys;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LineMessages line;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private volatile boolean started;

    Sender(
            DeliveryRepository deliveries,
            CallRepository calls,
            ProbeRepository probes,
            HeldRepository held,
            WithdrawRepository withdrawals,
            DataKeys keys,
            Connections connections,
            PortalOwnership ownership,
            LineMessages line,
            MeterRegistry meters,
            Clock clock,
            LocalJobs jobs) {
        this.deliveries = deliveries;
        this.calls = calls;
        this.probes = probes;
        this.held = held;
        this.withdrawals = withdrawals;
        this.keys = keys;
        this.connections = connections;
        this.ownership = ownership;
        this.line = line;
        this.meters = meters;
        this.clock = clock;
        jobs.every(LOOK, "deliveries", this::look);
    }

    DeliveryRepository deliveries() {
        return deliveries;
    }

    CallRepository calls() {
        return calls;
    }

    ProbeRepository probes() {
        return probes;
    }

    HeldRepository held() {
        return held;
    }

    WithdrawRepository withdrawals() {
        return withdrawals;
    }

    Connections connections() {
        return connections;
    }

    LineMessages line() {
        return line;
    }

    MeterRegistry meters() {
        return meters;
    }

    Clock clock() {
        return clock;
    }

    /** Looks now for what is to be sent, on another thread. */
    public void wake() {
        Thread.ofVirtual().name("deliveries").start(() -> {
            try {
                look();
            } catch (Throwable failure) { // it is looked again within a second
                WorkerFailures.record("deliveries", failure);
            }
        });
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        running.values().removeIf(run -> !run.thread().isAlive());
        for (var delivery : deliveries.active()) {
            if (!running.containsKey(delivery.id())) {
                lookAt(delivery);
            }
        }
    }

    /** One that cannot be sent must not keep the others from it. */
    private void lookAt(Delivery delivery) {
        try {
            connections
                    .find(delivery.connectionId())
                    .filter(connection -> ownership.own(connection.portalId()))
                    .ifPresent(connection -> take(delivery, connection));
        } catch (RuntimeException failure) {
            WorkerFailures.record("deliveries", failure);
        }
    }

    /** Makes no further call of a delivery if this node sends it: sooner than it would notice its new state. */
    public void halt(UUID delivery) {
        var run = running.get(delivery);
        if (run != null) {
            run.run().stop();
        }
    }

    /** Whether nothing was done for a delivery for so long that LINE may have forgotten the keys of its calls. */
    static boolean isSilent(Material material, Instant now) {
        return Verdict.expired(material.progressAt(), now);
    }

    private void take(Delivery delivery, Connection connection) {
        if (delivery.state() == DeliveryState.CANCELLED) {
            calls.cancel(delivery.id());
        } else if (DeliveryCalls.sends(connection)) {
            start(delivery, connection.portalId());
        }
    }

    private void start(Delivery delivery, long portalId) {
        var material = deliveries.material(delivery.id());
        if (material.isEmpty()) {
            return;
        }
        var key = keys.open(delivery.id(), material.get().dataKey());
        var sealed = material.get().messages();
        var messages =
                sealed == null ? NO_MESSAGES : key.decrypt(sealed, delivery.id().toString());
        var run = new DeliveryRun(
                new DeliveryCalls(this, material.get(), key, messages, () -> started && ownership.own(portalId)));
        var thread = Thread.ofVirtual().name("delivery-" + delivery.id()).unstarted(() -> run(run));
        running.put(delivery.id(), new Running(run, thread));
        thread.start();
    }

    private static void run(DeliveryRun run) {
        try {
            run.run();
        } catch (Throwable failure) { // starts again within a second: what is not counted is still on disk
            WorkerFailures.record("delivery", failure);
        }
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    /** Calls under way have five seconds to get their outcome. Of the others it is found out after the next start. */
    @Override
    public void stop() {
        started = false;
        running.values().forEach(each -> each.run().stop());
        var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (var each : running.values()) {
            try {
                var ignored = each.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after the web server, as the sync does. */
    @Override
    public int getPhase() {
        return 0;
    }
}
