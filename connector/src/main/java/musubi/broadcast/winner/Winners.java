package musubi.broadcast.winner;

import java.util.List;
import java.util.UUID;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.UnknownBroadcastException;
import musubi.broadcast.store.BroadcastRepository;
import musubi.delivery.DeliveryStateException;
import org.springframework.stereotype.Component;

/** People decide which variant the remainder of a broadcast gets. */
@Component
public final class Winners {

    private final Broadcasts broadcasts;
    private final BroadcastRepository repository;
    private final DecideWinner decide;

    Winners(Broadcasts broadcasts, BroadcastRepository repository, DecideWinner decide) {
        this.broadcasts = broadcasts;
        this.repository = repository;
        this.decide = decide;
    }

    /**
     * Sends a variant to those who wait for one. Of a paused broadcast they get it when it goes on.
     *
     * @param variant name of it
     * @throws BroadcastStateException when it was decided before, or nobody waits
     * @throws BroadcastRefusedException when there is no such variant
     */
    public void choose(UUID id, String variant) {
        var one = broadcasts.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
        var stored = repository.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
        if (one.winner().filter(winner -> winner.held().people() > 0).isEmpty()) {
            throw new BroadcastStateException(one.state());
        }
        var names = one.content().variants().stream().map(each -> each.name()).toList();
        var index = names.indexOf(variant);
        if (index < 0) {
            throw new BroadcastRefusedException(
                    List.of(BroadcastProblem.of("variant", BroadcastProblem.Code.NO_SUCH_VARIANT)));
        }
        try {
            if (!decide.decide(stored, index, WinnerRule.By.HAND)) {
                throw new BroadcastStateException(one.state());
            }
        } catch (DeliveryStateException moved) {
            throw new BroadcastStateException(BroadcastState.of(moved.state()));
        }
    }
}
