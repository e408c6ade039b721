package musubi.result;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Tracking;
import musubi.broadcast.UnknownBroadcastException;
import musubi.connection.Connections;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.hubspot.CallPriority;
import musubi.result.ListRefusedException.Reason;
import musubi.result.list.MakeList;
import musubi.result.store.ListRepository;
import musubi.tracking.TrackingSettings;
import org.springframework.stereotype.Component;

/** Makes HubSpot lists of those who opened a link of a broadcast, or did not. */
@Component
public final class BroadcastLists {

    /** Of a name. The limit is ours. */
    public static final int MAX_NAME = 200;

    private final Broadcasts broadcasts;
    private final BroadcastResults results;
    private final ListRepository repository;
    private final MakeList make;
    private final Connections connections;
    private final Duration clickRetention;
    private final Clock clock;

    BroadcastLists(
            Broadcasts broadcasts,
            BroadcastResults results,
            ListRepository repository,
            MakeList make,
            Connections connections,
            TrackingSettings tracking,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.results = results;
        this.repository = repository;
        this.make = make;
        this.connections = connections;
        this.clickRetention = tracking.clickRetention();
        this.clock = clock;
    }

    /**
     * Makes a static list in HubSpot; members are added from then on, also after a crash. The same again returns the same list. Up to a few
     * calls of HubSpot.
     *
     * @return HubSpot's id of the list
     * @throws UnknownBroadcastException when there is no such broadcast
     * @throws ListRefusedException when it cannot be made of that broadcast, or by that name
     * @throws musubi.hubspot.HubSpotException when HubSpot does not make it: a scope that is missing is named; of kind {@code RETRY} it goes
     *     on by itself, and the same again returns it
     */
    public long make(UUID broadcastId, ListOf of, String name) {
        var refused = refused(broadcastId, of);
        if (refused.isPresent()) {
            throw new ListRefusedException(refused.get());
        }
        var stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > MAX_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new ListRefusedException(Reason.NAME_INVALID);
        }
        var list = repository.open(broadcastId, of, stripped, clock.instant());
        return make.make(list, connections.hubspot(list.connectionId()).with(CallPriority.INTERACTIVE));
    }

    /**
     * Why no such list can be made of a broadcast; empty when it can. No call of HubSpot.
     *
     * @throws UnknownBroadcastException when there is no such broadcast
     */
    public Optional<Reason> refused(UUID broadcastId, ListOf of) {
        var broadcast = broadcasts.find(broadcastId).orElseThrow(() -> new UnknownBroadcastException(broadcastId));
        var progress = results.of(broadcastId);
        if (progress.isEmpty()) {
            return Optional.of(Reason.NOT_SENT);
        }
        if (broadcast.tracking() != Tracking.PERSON) {
            return Optional.of(Reason.NOT_COUNTED);
        }
        if (clock.instant().isAfter(progress.get().sentAt().plus(clickRetention))) {
            return Optional.of(Reason.TOO_OLD);
        }
        return switch (of) {
            case CLICKED -> Optional.empty();
            case NOT_CLICKED -> {
                if (progress.get().updateContacts() != UpdateContacts.ALL) {
                    yield Optional.of(Reason.NOT_UPDATED);
                }
                yield progress.get().contactsLeft() > 0 || !isOver(broadcast.state())
                        ? Optional.of(Reason.UNFINISHED)
                        : Optional.empty();
            }
        };
    }

    private static boolean isOver(BroadcastState state) {
        return switch (state) {
            case DONE, CANCELLED -> true;
            case DRAFT, SCHEDULED, PREPARING, READY, SENDING, PAUSED -> false;
        };
    }
}
