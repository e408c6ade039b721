package musubi.broadcast;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import musubi.broadcast.opens.UnitNames;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.StoredBroadcast.Stage;
import musubi.delivery.Deliveries;
import musubi.delivery.DeliveryStateException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes broadcasts that were told to be sent, while no message has gone out. */
@Component
final class ChangeUnsent {

    private final BroadcastRepository repository;
    private final Deliveries deliveries;
    private final CheckBroadcast check;
    private final SendBroadcast send;
    private final UnitNames unitNames;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeUnsent(
            BroadcastRepository repository,
            Deliveries deliveries,
            CheckBroadcast check,
            SendBroadcast send,
            UnitNames unitNames,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.check = check;
        this.send = send;
        this.unitNames = unitNames;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Changes one that is scheduled; of one that has a delivery, only its time.
     *
     * @return false: it is in no state for that
     * @throws BroadcastRefusedException when something would be wrong with it
     * @throws QuotaException when the month's messages do not reach for it
     * @throws DeliveryStateException when messages go out, or it is paused, by now
     */
    boolean change(StoredBroadcast stored, NewBroadcast changed) {
        if (isOnlyMoved(stored, changed)) {
            return move(stored, changed.at().orElseThrow());
        }
        if (stored.stage() != Stage.SCHEDULED) {
            return false;
        }
        BroadcastRefusedException.throwIfWrong(check.rules(changed));
        return send.change(stored, changed);
    }

    private static boolean isOnlyMoved(StoredBroadcast stored, NewBroadcast changed) {
        var same =
                new NewBroadcast(stored.title(), stored.content(), stored.audience(), stored.tracking(), changed.at());
        return same.equals(changed) && changed.at().isPresent();
    }

    private boolean move(StoredBroadcast stored, Instant at) {
        var id = stored.id();
        var now = clock.instant();
        if (at.isBefore(now)) {
            throw new BroadcastRefusedException(List.of(BroadcastProblem.of("at", BroadcastProblem.Code.AT_PASSED)));
        }
        var prepareAt = SendBroadcast.prepareAt(at, stored.listed());
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (!repository.reschedule(id, at, prepareAt)) {
                return false;
            }
            var isPrepared = repository.lockedPreparation(id).isPresent();
            if (isPrepared && prepareAt.isAfter(now)) {
                // by its new time, who is in the lists may be others
                deliveries.discard(id);
                repository.unprepared(id, prepareAt);
            } else if (isPrepared) {
                deliveries.requireUnsent(id);
            }
            return true;
        }));
    }

    /**
     * Makes a draft of it again.
     *
     * @return false: it is a draft, or was cancelled
     * @throws DeliveryStateException when messages go out, or it is paused, by now
     */
    boolean takeBack(StoredBroadcast stored) {
        var id = stored.id();
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var isPrepared = repository.lockedPreparation(id).isPresent();
            if (!repository.draftAgain(id)) {
                return false;
            }
            if (isPrepared) {
                deliveries.discard(id);
            }
            unitNames.forget(id);
            return true;
        }));
    }
}
