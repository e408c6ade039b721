package musubi.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.delivery.crypto.DataKey;
import musubi.delivery.crypto.DataKeys;
import musubi.delivery.send.Sender;
import musubi.delivery.store.AgainRepository;
import musubi.delivery.store.CallRepository;
import musubi.delivery.store.DeliveryRepository;
import musubi.delivery.store.DeliveryRepository.Material;
import musubi.delivery.store.HeldRepository;
import musubi.delivery.store.Listeners;
import musubi.delivery.store.StoredCall;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deliveries of messages to many people. A delivery is opened, filled with calls, made ready, and started; from then on it is sent by itself,
 * on one node, and goes on after any crash. Thread-safe.
 */
@Component
public final class Deliveries {

    private final DeliveryRepository repository;
    private final CallRepository calls;
    private final AgainRepository again;
    private final HeldRepository held;
    private final DataKeys keys;
    private final Sender sender;
    private final Listeners listeners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Deliveries(
            DeliveryRepository repository,
            CallRepository calls,
            AgainRepository again,
            HeldRepository held,
            DataKeys keys,
            Sender sender,
            Listeners listeners,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.calls = calls;
        this.again = again;
        this.held = held;
        this.keys = keys;
        this.sender = sender;
        this.listeners = listeners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Opens one, in the caller's transaction.
     *
     * @param messages for all people, LINE's {@code messages} as a JSON array in UTF-8; empty when each call has its own
     */
    public void open(UUID id, UUID connectionId, SendMethod method, byte[] messages) {
        var dataKey = keys.create(id);
        var sealed = messages.length == 0 ? null : keys.open(id, dataKey).encrypt(messages, id.toString());
        var people = keys.createPeople(id, dataKey);
        repository.insert(
                id, connectionId, DeliveryPurpose.BROADCAST, method, dataKey, people, sealed, clock.instant());
    }

    /**
     * Those of some people who are not in a delivery yet; from now on they are. In the caller's transaction, together with {@link #add}.
     *
     * @throws DeliveryStateException when the delivery is no longer being prepared
     */
    public List<Recipient> take(UUID id, List<Recipient> people) {
        return calls.take(id, key(id), people);
    }

    /**
     * Adds calls, in the caller's transaction. Of a multicast the first people get calls of their own.
     *
     * @throws DeliveryStateException when the delivery is no longer being prepared
     */
    public void add(UUID id, List<PreparedCall> some) {
        preparing(id);
        var delivery = repository.find(id).orElseThrow(() -> new DeliveryStateException(DeliveryState.CANCELLED));
        var key = key(id);
        switch (delivery.method()) {
            case PUSH -> calls.add(id, key, some, StoredCall.AT_ONCE, clock.instant());
            case MULTICAST -> {
                var cut = Probes.of(
                        some, delivery.counts().recipients() - delivery.held().people());
                calls.add(id, key, cut.first(), StoredCall.FIRST_PROBES, clock.instant());
                calls.add(id, key, cut.second(), StoredCall.SECOND_PROBES, clock.instant());
                calls.add(id, key, cut.others(), StoredCall.AFTER_PROBES, clock.instant());
            }
        }
    }

    /**
     * Adds calls that are held back until {@link #release}, in the caller's transaction. Of a multicast the first people get calls of their
     * own, too: theirs are the first that are made then.
     *
     * @throws DeliveryStateException when the delivery is no longer being prepared
     */
    public void hold(UUID id, List<HeldCall> some) {
        preparing(id);
        var delivery = repository.find(id).orElseThrow(() -> new DeliveryStateException(DeliveryState.CANCELLED));
        var key = key(id);
        switch (delivery.method()) {
            case PUSH -> held.add(id, key, some, StoredCall.AT_ONCE, clock.instant());
            case MULTICAST -> {
                var cut = Probes.of(some, delivery.held().people());
                held.add(id, key, cut.first(), StoredCall.FIRST_PROBES, clock.instant());
                held.add(id, key, cut.second(), StoredCall.SECOND_PROBES, clock.instant());
                held.add(id, key, cut.others(), StoredCall.AFTER_PROBES, clock.instant());
            }
        }
    }

    /** Notes, if it is so, that from now on nothing is left to be made for the first time but what is held back. */
    public void noteHeldSince(UUID id) {
        held.noteSince(id, clock.instant());
    }

    /**
     * Chooses what the calls say that are held back, in the caller's transaction; from then on they are made. Once.
     *
     * @param choice index of it
     * @throws DeliveryStateException when nothing is held, or it is neither being sent nor paused while it was
     */
    public void release(UUID id, int choice) {
        if (!held.release(id, choice, clock.instant())) {
            throw wrongState(id);
        }
        sender.wake();
    }

    private DataKey key(UUID id) {
        return repository
                .material(id)
                .map(material -> keys.open(id, material.dataKey()))
                .orElseThrow(() -> new DeliveryStateException(DeliveryState.CANCELLED));
    }

    /**
     * Begins to prepare from nothing, in the caller's transaction.
     *
     * @throws DeliveryStateException when the delivery is no longer being prepared
     */
    public void clear(UUID id) {
        preparing(id);
        calls.clear(id);
    }

    private void preparing(UUID id) {
        var state = repository.lockedState(id);
        if (state.filter(DeliveryState.PREPARING::equals).isEmpty()) {
            throw new DeliveryStateException(state.orElse(DeliveryState.CANCELLED));
        }
    }

    /** When something was last done for one that has not ended: prepared, started, resumed, or answered by LINE. */
    public Optional<Instant> progressAt(UUID id) {
        return repository.material(id).map(Material::progressAt);
    }

    /** One delivery. */
    public Optional<Delivery> find(UUID id) {
        return repository.find(id);
    }

    /** Those of some ids that exist, in no order. */
    public List<Delivery> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : repository.find(ids);
    }

    /** Says what its preparation waits for; empty: it goes on. */
    public void waits(UUID id, Optional<Waiting.ForHubSpot> waiting) {
        repository.waits(id, waiting.map(Waiting.ForPlatform.class::cast));
    }

    /** All calls are there. @throws DeliveryStateException when it is not being prepared */
    public void ready(UUID id) {
        change(id, EnumSet.of(DeliveryState.PREPARING), DeliveryState.READY);
    }

    /** Starts to send. @throws DeliveryStateException when it is not ready */
    public void start(UUID id) {
        transaction.executeWithoutResult(_ -> {
            change(id, EnumSet.of(DeliveryState.READY), DeliveryState.SENDING);
            repository
                    .find(id)
                    .ifPresent(delivery -> listeners.started(delivery.purpose(), id, delivery.connectionId()));
        });
        sender.wake();
    }

    /**
     * Stops it where it is. Calls under way get their outcome.
     *
     * @throws DeliveryStateException when it is paused already, or has ended
     */
    public void pause(UUID id, PauseReason reason, String detail) {
        if (!repository.pause(id, reason, detail, clock.instant())) {
            throw wrongState(id);
        }
        sender.halt(id);
    }

    /**
     * Goes on exactly where it was.
     *
     * @return the state that it has now
     * @throws DeliveryStateException when it is not paused
     */
    public DeliveryState resume(UUID id) {
        var state = repository.resume(id, clock.instant()).orElseThrow(() -> wrongState(id));
        sender.wake();
        return state;
    }

    /**
     * Ends it. What was not sent is deleted, as soon as calls under way have their outcome.
     *
     * @throws DeliveryStateException when it has ended
     */
    public void cancel(UUID id) {
        change(
                id,
                EnumSet.of(DeliveryState.PREPARING, DeliveryState.READY, DeliveryState.SENDING, DeliveryState.PAUSED),
                DeliveryState.CANCELLED);
        sender.halt(id);
        sender.wake();
    }

    /** Keeps it unsent until the end of the caller's transaction. @throws DeliveryStateException when it is not prepared, or ready */
    public void requireUnsent(UUID id) {
        var state = repository.lockedState(id).orElse(DeliveryState.CANCELLED);
        if (state != DeliveryState.PREPARING && state != DeliveryState.READY) {
            throw new DeliveryStateException(state);
        }
    }

    /**
     * Deletes one of which no message went out, and everything that was prepared for it, in the caller's transaction.
     *
     * @throws DeliveryStateException when it is not being prepared, or ready
     */
    public void discard(UUID id) {
        if (!repository.discard(id)) {
            throw wrongState(id);
        }
    }

    /** Deletes one that has ended, and its numbers. @throws DeliveryStateException when it is under way */
    public void delete(UUID id) {
        if (!repository.delete(id) && repository.state(id).isPresent()) {
            throw wrongState(id);
        }
    }

    /**
     * Decides on messages whose outcome nobody knows.
     *
     * @throws DeliveryStateException when there are none that can be decided on
     */
    public void decide(UUID id, UncertainDecision decision) {
        var found = repository.material(id).orElseThrow(() -> wrongState(id));
        var key = keys.open(id, found.dataKey());
        var changed = transaction.execute(_ -> {
            // so that none becomes uncertain, and the delivery is not done, meanwhile
            var ignored = repository.lockedState(id);
            return switch (decision) {
                case COUNT_AS_SENT -> again.countAsSent(id, key);
                case SEND_AGAIN -> again.sendAgain(id, key, clock.instant());
            };
        });
        if (!Boolean.TRUE.equals(changed)) {
            throw wrongState(id);
        }
        sender.wake();
    }

    private void change(UUID id, Set<DeliveryState> from, DeliveryState to) {
        if (!repository.change(id, from, to, clock.instant())) {
            throw wrongState(id);
        }
    }

    private DeliveryStateException wrongState(UUID id) {
        return new DeliveryStateException(repository.state(id).orElse(DeliveryState.CANCELLED));
    }
}
