package musubi.inbox.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import musubi.inbox.EventQueue;
import musubi.inbox.OwnershipLostException;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.inbox.Tenure;
import musubi.inbox.postgres.TestInbox;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a former owner still has in hand is not settled. */
class FencingTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    private final NodesOfATest nodes = new NodesOfATest(DATABASE);
    private final Leases one = nodes.node();
    private final Leases other = nodes.node();
    /** The other one does not ask for it while this one has it. */
    private final long portal = NodesOfATest.belongingTo(one, 42, one, other);

    private final EventQueue queue = INBOX.queue();
    private final UUID connection = INBOX.connection();

    @BeforeEach
    void anEvent() {
        queue.append(List.of(TestInbox.event(connection, "a")));
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }

    private List<PendingEvent> taken() {
        return queue.take(connection, Set.of(), 10);
    }

    private static Settlement done(List<PendingEvent> events, Tenure tenure) {
        var settlement = new Settlement();
        settlement.finish(events, Settlement.Outcome.UNCHANGED);
        settlement.under(tenure);
        return settlement;
    }

    private long pending() {
        return queue.backlog(connection).pending();
    }

    @Test
    void aFrozenNodeThatAnotherFollowedSettlesNothing() {
        var tenure = one.begin(portal).orElseThrow();
        var events = taken();
        assertThat(other.own(portal)).isFalse();
        nodes.pass(Duration.ofSeconds(11));
        other.tick();
        var next = other.begin(portal).orElseThrow();
        assertThat(next.fence()).isGreaterThan(tenure.fence());
        var also = new AtomicReference<>("");
        assertThatThrownBy(() -> queue.settle(done(events, tenure), () -> also.set("ran")))
                .isInstanceOf(OwnershipLostException.class);
        assertThat(also).hasValue("");
        assertThat(pending()).isEqualTo(1);
        queue.settle(done(taken(), next));
        assertThat(pending()).isZero();
    }

    @Test
    void aNodeThatOwnsThePortalAgainDoesNotSettleWhatItBeganBefore() {
        var tenure = one.begin(portal).orElseThrow();
        var events = taken();
        assertThat(other.own(portal)).isFalse();
        nodes.pass(Duration.ofSeconds(11));
        other.tick();
        assertThat(other.own(portal)).isTrue();
        other.leave();
        one.tick();
        assertThat(one.own(portal)).isTrue();
        assertThatThrownBy(() -> queue.settle(done(events, tenure))).isInstanceOf(OwnershipLostException.class);
        assertThat(pending()).isEqualTo(1);
    }

    @Test
    void aNodeThatNobodyFollowedSettlesHoweverLate() {
        var tenure = one.begin(portal).orElseThrow();
        var events = taken();
        nodes.pass(Duration.ofMinutes(1));
        queue.settle(done(events, tenure));
        assertThat(pending()).isZero();
    }

    @Test
    void aNodeThatLeftSettlesNothing() {
        var tenure = one.begin(portal).orElseThrow();
        var events = taken();
        one.leave();
        assertThatThrownBy(() -> queue.settle(done(events, tenure))).isInstanceOf(OwnershipLostException.class);
    }

    @Test
    void whileSomethingIsSettledItsOwnerRenewsAndNobodyFollows() {
        var tenure = one.begin(portal).orElseThrow();
        assertThat(other.own(portal)).isFalse();
        queue.settle(done(taken(), tenure), () -> {
            assertThat(DATABASE.jdbc()
                            .sql("show idle_in_transaction_session_timeout")
                            .query(String.class)
                            .single())
                    .isEqualTo("5s");
            CompletableFuture.runAsync(() -> {
                        nodes.pass(Duration.ofSeconds(4));
                        one.tick();
                        assertThat(one.own(portal)).isTrue();
                        nodes.pass(Duration.ofSeconds(11));
                        other.tick();
                        assertThat(other.own(portal)).isFalse();
                    })
                    .join();
        });
        assertThat(pending()).isZero();
        assertThat(DATABASE.jdbc()
                        .sql("show idle_in_transaction_session_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("0");
        other.tick();
        assertThat(other.own(portal)).isTrue();
    }
}
