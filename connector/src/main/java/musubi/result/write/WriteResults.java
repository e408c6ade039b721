package musubi.result.write;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import musubi.broadcast.Broadcasts;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.result.store.BatchRepository;
import musubi.result.store.ResultBatch;
import musubi.result.store.ResultBatch.Kind;
import musubi.result.store.ResultBatch.Outcome;
import musubi.result.store.WaitingBroadcast;
import org.springframework.stereotype.Component;

/**
 * Writes what is to be written for one connection: its broadcasts one after the other, the oldest first, of each some batches side by side.
 * Batches of one broadcast say the same, so their order does not matter.
 */
@Component
final class WriteResults {

    /** So that a long way to HubSpot does not make it slow. What is in memory is bounded by it. */
    static final int SIDE_BY_SIDE = 4;

    private final BatchRepository batches;
    private final WriteContacts contacts;
    private final WriteNotes notes;
    private final Broadcasts broadcasts;
    private final Connections connections;
    private final Clock clock;
    /** Connections of which HubSpot took something since it last failed. */
    private final Set<UUID> succeeding = ConcurrentHashMap.newKeySet();

    WriteResults(
            BatchRepository batches,
            WriteContacts contacts,
            WriteNotes notes,
            Broadcasts broadcasts,
            Connections connections,
            Clock clock) {
        this.batches = batches;
        this.contacts = contacts;
        this.notes = notes;
        this.broadcasts = broadcasts;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Writes until there is nothing to be written now.
     *
     * @param inherited the greatest id of a batch that was there when this process started
     * @param goesOn whether this node may
     * @throws HubSpotException when all have to wait
     * @throws PropertyMissingException when a property has to be made first
     */
    void all(Connection connection, Kind kind, long inherited, BooleanSupplier goesOn) {
        var any = true;
        while (any && goesOn.getAsBoolean()) {
            any = false;
            for (var broadcast : batches.waiting(connection.id(), kind)) {
                if (some(connection, broadcast, kind, inherited, goesOn)) {
                    any = true;
                    // what may be written blindly is read anew
                    break;
                }
            }
        }
    }

    private boolean some(
            Connection connection, WaitingBroadcast broadcast, Kind kind, long inherited, BooleanSupplier goesOn) {
        var title = broadcasts.find(broadcast.id()).map(found -> found.title());
        if (title.isEmpty()) {
            batches.forget(broadcast.id());
            return true;
        }
        var now = clock.instant();
        var some = batches.again(broadcast.id(), kind, SIDE_BY_SIDE, now);
        if (some.isEmpty()) {
            some = batches.pack(broadcast, kind, SIDE_BY_SIDE, inherited, now);
        } else {
            some.forEach(batch -> batches.attempted(batch, now));
        }
        if (!some.isEmpty()) {
            var access = connections
                    .hubspot(connection.id())
                    .with(CallPriority.DELIVERY)
                    .beforeSending(() -> refuseUnless(goesOn));
            sideBySide(some.stream()
                    .<Runnable>map(batch -> () -> write(connection, access, broadcast, kind, batch, title.get()))
                    .toList());
        }
        return !some.isEmpty();
    }

    /** A call may wait for minutes; meanwhile the connection may have been paused, or another node may have taken over. */
    private static void refuseUnless(BooleanSupplier goesOn) {
        if (!goesOn.getAsBoolean()) {
            throw HubSpotException.noAccessNow("this node may no longer write for the connection");
        }
    }

    private void write(
            Connection connection,
            PortalAccess access,
            WaitingBroadcast broadcast,
            Kind kind,
            ResultBatch batch,
            String title) {
        try {
            var outcome = switch (kind) {
                case CONTACT -> contacts.write(connection, access, batch, title, broadcast.sentAt());
                case NOTE -> notes.write(connection, access, batch, broadcast, title);
            };
            batches.settle(batch, kind, outcome, clock.instant());
            succeeding.add(connection.id());
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.RETRY) {
                throw e;
            }
            if (batch.isSuspicious() && batch.contactIds().size() == 1 && succeeding.contains(connection.id())) {
                // HubSpot fails at this person alone
                batches.settle(batch, kind, new Outcome(List.of(), List.of(), batch.contactIds()), clock.instant());
                return;
            }
            succeeding.remove(connection.id());
            batches.failed(batch, clock.instant());
            throw e;
        }
    }

    /** Throws what the first one that fails throws, when all have ended. */
    private static void sideBySide(List<Runnable> works) {
        var running = new ArrayList<Future<?>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            works.forEach(work -> running.add(executor.submit(work)));
        }
        var failure = running.stream()
                .map(WriteResults::failure)
                .flatMap(Optional::stream)
                .findFirst();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<RuntimeException> failure(Future<?> ended) {
        try {
            ended.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof RuntimeException runtime
                            ? runtime
                            : new IllegalStateException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new IllegalStateException(e));
        }
    }
}
