package musubi.inbox.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import musubi.inbox.PortalOwnership;
import musubi.inbox.Tenure;
import musubi.inbox.lease.LeaseRepository.Known;
import musubi.inbox.lease.LeaseRepository.Lease;
import musubi.system.WorkerFailures;

/**
 * One node's leases. It is asked from memory; {@link #tick} does the rest, and has to be called each second.
 *
 * <p>When the database counts a lease of 10 s from its own moment, this node counts 8 s from before it asked for it. So it stops before
 * others may begin, and knows at once that it was frozen, or that its database did not answer, without asking anybody.
 */
final class Leases implements PortalOwnership {

    static final Duration LENGTH = Duration.ofSeconds(10);
    private static final long SAFE = TimeUnit.SECONDS.toNanos(8);
    private static final long RENEW_AFTER = TimeUnit.SECONDS.toNanos(3);

    /** The node that a free portal belongs to has so long to take it before others do. */
    private static final long LEFT_TO_FIRST_CHOICE = TimeUnit.SECONDS.toNanos(2);

    /** Whoever works by {@link #own} alone looks each second. */
    private static final long LEAVES_AFTER = TimeUnit.SECONDS.toNanos(1);

    private static final long LEAVES_AT_LAST = TimeUnit.SECONDS.toNanos(10);
    private static final long NOT_ASKED_FOR = TimeUnit.MINUTES.toNanos(1);

    private final LeaseRepository repository;
    private final LongSupplier nanoTime;
    private final UUID node = UUID.randomUUID();
    private final Map<Long, HeldPortal> held = new ConcurrentHashMap<>();
    private final Map<Long, Long> asked = new ConcurrentHashMap<>();
    private final Map<Long, Long> freeSince = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Long> renewed = Optional.empty();
    private volatile boolean left;

    Leases(LeaseRepository repository, LongSupplier nanoTime) {
        this.repository = repository;
        this.nanoTime = nanoTime;
    }

    UUID node() {
        return node;
    }

    /** A portal that is asked for the first time is taken at once, if it may be: nobody waits for the next second. */
    @Override
    public boolean own(long portalId) {
        if (asked.put(portalId, nanoTime.getAsLong()) == null) {
            takeNow(portalId);
        }
        return owned(portalId).isPresent();
    }

    @Override
    public Optional<Tenure> begin(long portalId) {
        return own(portalId) ? owned(portalId).map(portal -> portal.begin(nanoTime)) : Optional.empty();
    }

    private Optional<HeldPortal> owned(long portalId) {
        return Optional.ofNullable(held.get(portalId)).filter(portal -> !left && portal.isOwned(nanoTime.getAsLong()));
    }

    /** How many portals this node owns. */
    int count() {
        return (int) held.keySet().stream().filter(id -> owned(id).isPresent()).count();
    }

    private void takeNow(long portalId) {
        try {
            if (lock.tryLock(1, TimeUnit.SECONDS)) {
                try {
                    // somebody who held the lock may have taken it along
                    if (!held.containsKey(portalId)) {
                        tick();
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) { // it is tried again each second
            WorkerFailures.record("leases", failure);
        }
    }

    /** Renews, hands over, takes what is free. */
    void tick() {
        lock.lock();
        try {
            if (left) {
                return;
            }
            var now = nanoTime.getAsLong();
            if (renewed.isEmpty() || now - renewed.get() >= RENEW_AFTER) {
                renew(now);
            }
            forgetWhatNobodyAsksFor(now);
            handOver(now);
            take(now);
        } finally {
            lock.unlock();
        }
    }

    /** What the database says counts: it may know of a lease of which this node never heard that it got it. */
    private void renew(long now) {
        var leases = repository.renew(node, LENGTH);
        for (var lease : leases) {
            var portal = held.get(lease.portalId());
            if (portal == null || portal.fence() != lease.fence()) {
                portal = hold(lease, now);
            }
            portal.renewed(now + SAFE, lease.wantedBy());
        }
        var ours = leases.stream().map(Lease::portalId).collect(Collectors.toSet());
        held.keySet().stream().filter(id -> !ours.contains(id)).toList().forEach(this::lose);
        renewed = Optional.of(now);
    }

    private HeldPortal hold(Lease lease, long now) {
        var portal = new HeldPortal(lease.portalId(), node, lease.fence(), now + SAFE);
        lose(lease.portalId());
        held.put(lease.portalId(), portal);
        return portal;
    }

    private void lose(long portalId) {
        var portal = held.remove(portalId);
        if (portal != null) {
            portal.lose();
        }
    }

    private void forgetWhatNobodyAsksFor(long now) {
        asked.values().removeIf(last -> now - last > NOT_ASKED_FOR);
        freeSince.keySet().retainAll(asked.keySet());
    }

    /** To the node that asks for a portal that belongs to it, as long as that node lives; and what nobody here asks for to anybody. */
    private void handOver(long now) {
        var isAskedFor =
                held.values().stream().anyMatch(portal -> portal.wantedBy().isPresent());
        Set<UUID> nodes = isAskedFor ? repository.nodes() : Set.of();
        for (var portal : held.values()) {
            var belongsToOther =
                    portal.wantedBy().isPresent() && portal.wantedBy().equals(FirstChoice.of(portal.portalId(), nodes));
            if (!belongsToOther && asked.containsKey(portal.portalId())) {
                portal.stay();
            } else if (!portal.isLeaving()) {
                portal.leave(now);
            }
        }
        var leaving = held.values().stream()
                .filter(portal -> portal.leavesFor(now, LEAVES_AT_LAST)
                        || (portal.leavesFor(now, LEAVES_AFTER) && !portal.isInHand()))
                .map(HeldPortal::portalId)
                .toList();
        if (!leaving.isEmpty()) {
            repository.giveUp(node, leaving).forEach(this::lose);
        }
    }

    private void take(long now) {
        var wanted = asked.keySet().stream().filter(id -> !held.containsKey(id)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        var nodes = repository.nodes();
        var known = repository.look(wanted).stream().collect(Collectors.toMap(Known::portalId, Function.identity()));
        var free = new ArrayList<Long>();
        var belonging = new ArrayList<Long>();
        for (var id : wanted) {
            var ours = FirstChoice.of(id, nodes).filter(node::equals).isPresent();
            var lease = Optional.ofNullable(known.get(id)).filter(Known::held);
            if (lease.isEmpty()) {
                if (ours || now - freeSince.computeIfAbsent(id, _ -> now) >= LEFT_TO_FIRST_CHOICE) {
                    free.add(id);
                }
            } else {
                freeSince.remove(id);
                if (ours && lease.get().wantedBy().filter(node::equals).isEmpty()) {
                    belonging.add(id);
                }
            }
        }
        take(free);
        if (!belonging.isEmpty()) {
            repository.ask(node, belonging);
        }
    }

    private void take(Collection<Long> free) {
        if (free.isEmpty()) {
            return;
        }
        var now = nanoTime.getAsLong();
        for (var lease : repository.take(node, free, LENGTH)) {
            freeSince.remove(lease.portalId());
            hold(lease, now);
        }
    }

    /** Owns nothing from now on, and says so. */
    void leave() {
        left = true;
        lock.lock();
        try {
            List.copyOf(held.keySet()).forEach(this::lose);
            repository.leave(node);
        } finally {
            lock.unlock();
        }
    }

    /** There is no other node: what the tables say is from before this process. */
    void beginAlone() {
        repository.forgetAll();
    }
}
