package musubi.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.delivery.crypto.DataKeys;
import musubi.delivery.crypto.RetryKeys;
import musubi.delivery.send.Sender;
import musubi.delivery.store.CallRepository;
import musubi.delivery.store.DeliveryRepository;
import musubi.delivery.store.Listeners;
import musubi.delivery.store.StoredCall;
import musubi.delivery.store.WithdrawRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Deliveries of scenario steps and workflow actions: small ones, each sent as soon as it is there, and deleted when all of its people have an outcome. Who is in which
 * is for the caller to keep, in the transactions in which it calls this. Where a delivery and something of the caller's own are locked, the
 * delivery comes first. Thread-safe.
 */
@Component
public final class StepDeliveries {

    /** So many calls that all of them fit into one transaction. */
    public static final int MAX_CALLS = 1_000;

    private final DeliveryRepository repository;
    private final CallRepository calls;
    private final WithdrawRepository withdrawals;
    private final RetryKeys retryKeys;
    private final DataKeys keys;
    private final Sender sender;
    private final Listeners listeners;
    private final Clock clock;

    StepDeliveries(
            DeliveryRepository repository,
            CallRepository calls,
            WithdrawRepository withdrawals,
            RetryKeys retryKeys,
            DataKeys keys,
            Sender sender,
            Listeners listeners,
            Clock clock) {
        this.repository = repository;
        this.calls = calls;
        this.withdrawals = withdrawals;
        this.retryKeys = retryKeys;
        this.keys = keys;
        this.sender = sender;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** The same for a step of a scenario. */
    public void send(UUID id, UUID connectionId, List<PreparedCall> some) {
        send(DeliveryPurpose.STEP, id, connectionId, some);
    }

    /**
     * Opens a delivery, adds its calls and starts it, in the caller's transaction.
     *
     * @param purpose whose listener learns of it; a {@linkplain DeliveryPurpose#isSmall small} one
     * @param some at least one, at most {@link #MAX_CALLS}; each to one person, with messages and an occasion
     */
    public void send(DeliveryPurpose purpose, UUID id, UUID connectionId, List<PreparedCall> some) {
        if (!purpose.isSmall()) {
            throw new IllegalArgumentException("purpose: %s (expected: a small one)".formatted(purpose));
        }
        if (some.isEmpty()
                || some.size() > MAX_CALLS
                || some.stream().anyMatch(call -> call.occasion().isEmpty())) {
            throw new IllegalArgumentException(
                    "calls: %d (expected: 1 to %d, with occasions)".formatted(some.size(), MAX_CALLS));
        }
        var dataKey = keys.create(id);
        var now = clock.instant();
        repository.insert(id, connectionId, purpose, SendMethod.PUSH, dataKey, null, null, now);
        calls.add(id, keys.open(id, dataKey), some, StoredCall.AT_ONCE, now);
        repository.change(id, EnumSet.of(DeliveryState.PREPARING), DeliveryState.SENDING, now);
        listeners.started(purpose, id, connectionId);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sender.wake();
            }
        });
    }

    /**
     * Takes calls back, in the caller's transaction: those that LINE cannot have got, and that nobody is about to make.
     *
     * @return the occasions of those that are not made any more; all others have an outcome, or will get one
     */
    public Set<String> withdraw(UUID id, Collection<String> occasions) {
        return withdraw(id, occasions, 0);
    }

    /**
     * The same of calls that a person has decided to make again, in the transaction of that decision: before its end nobody makes them.
     *
     * @return the occasions of those that are not made again
     */
    public Set<String> withdrawAgain(UUID id, Collection<String> occasions) {
        return repository
                .material(id)
                .map(material -> withdraw(id, occasions, material.generation()))
                .orElse(Set.of());
    }

    private Set<String> withdraw(UUID id, Collection<String> occasions, int generation) {
        Map<UUID, String> byKey = new HashMap<>();
        occasions.forEach(occasion -> byKey.put(retryKeys.of(occasion, generation), occasion));
        return withdrawals.withdraw(id, byKey.keySet()).stream()
                .map(key -> Objects.requireNonNull(byKey.get(key)))
                .collect(Collectors.toSet());
    }

    /** Those of some deliveries that have messages of which nobody knows whether LINE accepted them. */
    public List<Delivery> uncertain(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : repository.find(ids).stream()
                        .filter(delivery -> delivery.counts().uncertain() > 0)
                        .toList();
    }

    /** Deletes those of some deliveries that have ended, with what is uncertain of them. In the caller's transaction. */
    public void forget(Collection<UUID> ids) {
        ids.forEach(repository::delete);
    }

    /** Those of some deliveries that are paused. */
    public List<Delivery> paused(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : repository.find(ids).stream()
                        .filter(delivery -> delivery.state() == DeliveryState.PAUSED)
                        .toList();
    }
}
