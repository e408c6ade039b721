package musubi.broadcast;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import musubi.broadcast.opens.LineNumbers;
import musubi.broadcast.opens.LineSays;
import musubi.broadcast.prepare.BroadcastRuns;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.StoredBroadcast.Stage;
import musubi.connection.UnknownConnectionException;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryState;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.PauseReason;
import musubi.delivery.UncertainDecision;
import musubi.tracking.EstimatedOpens;
import musubi.tracking.TrackedLinks;
import musubi.tracking.counts.Clicks;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The broadcasts of connections. A connection that is deleted takes its broadcasts along. */
@Component
public final class Broadcasts {

    private final BroadcastRepository repository;
    private final Deliveries deliveries;
    private final CheckBroadcast check;
    private final SendBroadcast send;
    private final ChangeUnsent unsent;
    private final BroadcastRuns runs;
    private final TrackedLinks links;
    private final Clicks clicks;
    private final LineSays lineSays;
    private final EstimatedOpens estimatedOpens;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Broadcasts(
            BroadcastRepository repository,
            Deliveries deliveries,
            CheckBroadcast check,
            SendBroadcast send,
            ChangeUnsent unsent,
            BroadcastRuns runs,
            TrackedLinks links,
            Clicks clicks,
            LineSays lineSays,
            EstimatedOpens estimatedOpens,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.check = check;
        this.send = send;
        this.unsent = unsent;
        this.runs = runs;
        this.links = links;
        this.clicks = clicks;
        this.lineSays = lineSays;
        this.estimatedOpens = estimatedOpens;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Keeps a draft.
     *
     * @throws BroadcastRefusedException when something is wrong with it by our own rules
     * @throws UnknownConnectionException when there is no such connection
     */
    public Broadcast create(UUID connectionId, NewBroadcast broadcast) {
        BroadcastRefusedException.throwIfWrong(check.rules(broadcast));
        var id = UUID.randomUUID();
        try {
            repository.insert(id, connectionId, broadcast, clock.instant());
        } catch (DataIntegrityViolationException noConnection) {
            throw new UnknownConnectionException(connectionId);
        }
        return find(id).orElseThrow(() -> new UnknownConnectionException(connectionId));
    }

    /** One of them. */
    public Optional<Broadcast> find(UUID id) {
        return repository.find(id).map(stored -> {
            var delivery = deliveries.find(id);
            var clicked = clicks.sums(List.of(id)).getOrDefault(id, Clicks.Sum.NONE);
            var estimated = estimatedOpens.sums(List.of(id));
            return Broadcast.of(
                    stored, delivery, clicked, lineSays.of(delivery), Optional.ofNullable(estimated.get(id)));
        });
    }

    /**
     * A connection's, the newest first.
     *
     * @param after the last one of the page before; one that is gone begins again
     */
    public List<Broadcast> list(UUID connectionId, Optional<BroadcastState> state, Optional<UUID> after, int limit) {
        var page = repository.list(connectionId, state.map(Enum::name), after.flatMap(repository::find), limit);
        var ids = page.stream().map(StoredBroadcast::id).toList();
        var counted = clicks.sums(ids);
        var sent = deliveries.find(ids);
        Map<UUID, Delivery> found = sent.stream().collect(Collectors.toMap(Delivery::id, Function.identity()));
        var said = lineSays.of(sent);
        var estimated = estimatedOpens.sums(ids);
        return page.stream()
                .map(stored -> Broadcast.of(
                        stored,
                        Optional.ofNullable(found.get(stored.id())),
                        counted.getOrDefault(stored.id(), Clicks.Sum.NONE),
                        said.getOrDefault(stored.id(), LineNumbers.NONE),
                        Optional.ofNullable(estimated.get(stored.id()))))
                .toList();
    }

    /**
     * Changes a draft, or one that is scheduled; of one that is prepared for its time, only that time.
     *
     * @throws BroadcastRefusedException when something is wrong with it: by our own rules, and if it is scheduled by those of sending
     * @throws QuotaException when the month's messages do not reach for what is scheduled then
     * @throws BroadcastStateException when it cannot be changed any more
     */
    public Broadcast change(UUID id, NewBroadcast changed) {
        var stored = stored(id);
        var now = find(id).orElseThrow(() -> new UnknownBroadcastException(id));
        switch (now.state()) {
            case DRAFT -> {
                BroadcastRefusedException.throwIfWrong(check.rules(changed));
                if (!repository.replace(id, changed)) {
                    throw wrongState(id);
                }
            }
            case SCHEDULED, PREPARING, READY -> {
                changing(id, () -> unsent.change(stored, changed));
                runs.wake();
            }
            case SENDING, PAUSED, DONE, CANCELLED -> throw new BroadcastStateException(now.state());
        }
        return find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    /** @param change returns whether the broadcast was in a state for it */
    private void changing(UUID id, BooleanSupplier change) {
        try {
            if (!change.getAsBoolean()) {
                throw wrongState(id);
            }
        } catch (DeliveryStateException moved) {
            throw wrongState(id);
        }
    }

    /**
     * Deletes one that is not under way, and its numbers.
     *
     * @throws BroadcastStateException when it is under way
     */
    public void delete(UUID id) {
        var state = find(id).map(Broadcast::state).orElse(BroadcastState.CANCELLED);
        var may = switch (state) {
            case DRAFT, DONE, CANCELLED -> true;
            case SCHEDULED, PREPARING, READY, SENDING, PAUSED -> false;
        };
        transaction.executeWithoutResult(_ -> {
            if (!may || !repository.delete(id, EnumSet.of(Stage.DRAFT, Stage.STARTED, Stage.CANCELLED))) {
                throw new BroadcastStateException(state);
            }
            links.delete(id);
            try {
                deliveries.delete(id);
            } catch (DeliveryStateException goesOnAgain) {
                throw new BroadcastStateException(BroadcastState.of(goesOnAgain.state()));
            }
        });
    }

    /** What it says since it was sent, whatever became of saved messages after that; none where it never was. */
    public List<Variant> frozen(UUID id) {
        return repository.frozen(id);
    }

    /** What sending it now would mean. Asks HubSpot and LINE. */
    public Outlook check(UUID id) {
        return check.check(stored(id)).outlook();
    }

    /**
     * Sends a draft: now, after the time in which that can be taken back, or at its time.
     *
     * @param firstOnly to as many as the month's messages reach for
     * @throws BroadcastRefusedException when it cannot be sent
     * @throws QuotaException when the month's messages do not reach, and not {@code firstOnly}
     * @throws BroadcastStateException when it is no draft
     */
    public Broadcast send(UUID id, boolean firstOnly) {
        var stored = stored(id);
        if (stored.stage() != Stage.DRAFT || !send.send(stored, firstOnly)) {
            throw wrongState(id);
        }
        runs.wake();
        return find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    /**
     * A draft with the same content, audience and tracking, and no time.
     *
     * @param title of the new one
     * @throws BroadcastRefusedException when the title cannot be right
     */
    public Broadcast duplicate(UUID id, String title) {
        var stored = stored(id);
        return create(
                stored.connectionId(),
                new NewBroadcast(title, stored.content(), stored.audience(), stored.tracking(), Optional.empty()));
    }

    /**
     * Stops it where it is.
     *
     * @throws BroadcastStateException when it is not under way, or paused already
     */
    public void pause(UUID id) {
        inState(id, () -> deliveries.pause(id, PauseReason.PERSON, ""));
    }

    /** Goes on exactly where it was. @throws BroadcastStateException when it is not paused */
    public void resume(UUID id) {
        transaction.executeWithoutResult(_ -> {
            repository.resumed(id, clock.instant());
            inState(id, () -> deliveries.resume(id));
        });
        runs.wake();
    }

    /**
     * Makes a draft again of one that was told to be sent, as long as no message has gone out.
     *
     * @throws BroadcastStateException when it is being sent, is paused, has ended, or is a draft
     */
    public void takeBack(UUID id) {
        var stored = stored(id);
        changing(id, () -> unsent.takeBack(stored));
    }

    /** Ends it; what was not sent is not sent. @throws BroadcastStateException when there is nothing to end */
    public void cancel(UUID id) {
        var stored = stored(id);
        if (stored.stage() == Stage.SCHEDULED) {
            if (!repository.change(id, Stage.SCHEDULED, Stage.CANCELLED, clock.instant())) {
                throw wrongState(id);
            }
            return;
        }
        inState(id, () -> deliveries.cancel(id));
    }

    /** Decides on messages whose outcome nobody knows. @throws BroadcastStateException when there are none */
    public void decide(UUID id, UncertainDecision decision) {
        inState(id, () -> deliveries.decide(id, decision));
    }

    private void inState(UUID id, Runnable change) {
        if (stored(id).stage() != Stage.STARTED) {
            throw wrongState(id);
        }
        try {
            change.run();
        } catch (DeliveryStateException e) {
            throw new BroadcastStateException(BroadcastState.of(e.state()));
        }
    }

    private StoredBroadcast stored(UUID id) {
        return repository.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    private BroadcastStateException wrongState(UUID id) {
        return new BroadcastStateException(
                find(id).map(Broadcast::state).orElse(BroadcastState.of(DeliveryState.CANCELLED)));
    }
}
