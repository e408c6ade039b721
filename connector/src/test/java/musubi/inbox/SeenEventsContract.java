package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link SeenEvents} promises. */
public abstract class SeenEventsContract extends InboxContract {

    protected SeenEventsContract(InboxUnderTest inbox) {
        super(inbox);
    }

    private final SeenEvents seen = inbox.seen();
    private final Instant hourAgo = Instant.now().minusSeconds(3_600);
    private final Instant inAMinute = Instant.now().plusSeconds(60);

    @Test
    void arrivalsAreCountedWhateverBecameOfThem() {
        queue.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.finish(queue.take(connectionId, Set.of("b"), 10), Settlement.Outcome.CREATED);
        settlement.fail(queue.take(connectionId, Set.of("a"), 10), "VALUE_REFUSED", "", "");
        queue.settle(settlement);
        assertThat(seen.arrivedSince(connectionId, hourAgo)).isEqualTo(2);
        assertThat(seen.arrivedSince(connectionId, Instant.now().plusSeconds(3_600)))
                .isZero();
        var idle = inbox.connection();
        assertThat(seen.arrivedSince(idle, hourAgo)).isZero();
        var quarters = seen.arrivedByQuarter(List.of(connectionId, idle), hourAgo);
        assertThat(quarters).containsOnlyKeys(connectionId);
        assertThat(quarters.get(connectionId)).hasSize(1).containsValue(2L);
    }

    @Test
    void anEventThatWasForgottenIsNewAgain() {
        var event = event("a");
        queue.append(List.of(event));
        seen.forgetBefore(hourAgo, List.of());
        queue.append(List.of(event));
        assertThat(take()).hasSize(1);
        seen.forgetBefore(inAMinute, List.of(connectionId));
        queue.append(List.of(event));
        assertThat(take()).hasSize(1);
        seen.forgetBefore(inAMinute, List.of(inbox.connection()));
        queue.append(List.of(event));
        assertThat(take()).hasSize(2);
    }
}
