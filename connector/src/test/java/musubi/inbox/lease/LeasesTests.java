package musubi.inbox.lease;

import static musubi.inbox.lease.NodesOfATest.belongingTo;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import musubi.inbox.OwnershipLostException;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Who owns a portal, when nodes freeze, die, come and go. */
class LeasesTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final long PORTAL = 42;

    private final NodesOfATest nodes = new NodesOfATest(DATABASE);
    private final Leases one = nodes.node();
    private final Leases other = nodes.node();

    /** How many seconds pass before the node owns the portal. */
    private int secondsUntil(Leases node, long portal) {
        for (var seconds = 0; seconds < 60; seconds++) {
            if (node.own(portal)) {
                return seconds;
            }
            nodes.second(node);
        }
        throw new AssertionError("never");
    }

    @Test
    void aNodeThatWasFrozenKnowsAtOnceAndBeforeAnotherMayBegin() {
        var tenure = one.begin(PORTAL).orElseThrow();
        tenure.require();
        nodes.pass(Duration.ofSeconds(9));
        assertThat(one.own(PORTAL)).isFalse();
        assertThat(one.begin(PORTAL)).isEmpty();
        assertThatThrownBy(tenure::require).isInstanceOf(OwnershipLostException.class);
        other.tick();
        assertThat(other.own(PORTAL)).isFalse();
        nodes.pass(Duration.ofMillis(1_500));
        other.tick();
        assertThat(other.own(PORTAL)).isTrue();
        one.tick();
        assertThat(one.own(PORTAL)).isFalse();
    }

    @Test
    void whatNobodyTookMeanwhileIsStillItsOwn() {
        var tenure = one.begin(PORTAL).orElseThrow();
        nodes.pass(Duration.ofMinutes(5));
        assertThat(one.own(PORTAL)).isFalse();
        one.tick();
        assertThat(one.begin(PORTAL).orElseThrow().fence()).isEqualTo(tenure.fence());
    }

    @Test
    void aKilledNodeIsFollowedWithinFifteenSeconds() {
        assertThat(one.own(PORTAL)).isTrue();
        assertThat(other.own(PORTAL)).isFalse();
        assertThat(secondsUntil(other, PORTAL)).isBetween(9, 12);
    }

    @Test
    void aNodeThatLeavesIsFollowedAtOnce() {
        var tenure = one.begin(PORTAL).orElseThrow();
        assertThat(other.own(PORTAL)).isFalse();
        one.leave();
        assertThat(one.own(PORTAL)).isFalse();
        one.tick();
        other.tick();
        assertThat(other.begin(PORTAL).orElseThrow().fence()).isGreaterThan(tenure.fence());
    }

    @Test
    void aNodeWhoseDatabaseDoesNotAnswerStops() {
        var away = new AtomicBoolean();
        var apart = nodes.node(new DelegatingDataSource(DATABASE.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLTransientConnectionException("away");
                }
                return super.getConnection();
            }
        });
        apart.tick();
        other.tick();
        var portal = belongingTo(apart, PORTAL, apart, other);
        assertThat(apart.own(portal)).isTrue();
        assertThat(other.own(portal)).isFalse();
        away.set(true);
        nodes.pass(Duration.ofSeconds(4));
        assertThatThrownBy(apart::tick).isInstanceOf(CannotGetJdbcConnectionException.class);
        assertThat(apart.own(portal)).isTrue();
        // asked for the first time, it answers all the same
        assertThat(apart.own(portal + 1)).isFalse();
        nodes.pass(Duration.ofMillis(4_100));
        assertThat(apart.own(portal)).isFalse();
        away.set(false);
        apart.tick();
        assertThat(apart.own(portal)).isTrue();
        assertThat(other.own(portal)).isFalse();
    }

    /** As one that SIGSTOP meets: between what it says to the database the database waits for it, and keeps what it has locked. */
    @Test
    void aNodeThatIsFrozenWhileItRenewsKeepsNothingFromItsSuccessor() throws InterruptedException {
        var freezes = new AtomicBoolean();
        var frozen = new AtomicBoolean();
        var thaws = new CountDownLatch(1);
        var apart = nodes.node(new DelegatingDataSource(DATABASE.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        LeasesTests.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            var ends =
                                    List.of("commit", "setAutoCommit", "close").contains(method.getName());
                            if (ends && freezes.get()) {
                                frozen.set(true);
                                thaws.await();
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        });
        assertThat(apart.own(PORTAL)).isTrue();
        nodes.pass(Duration.ofSeconds(4));
        freezes.set(true);
        var renews = Thread.ofVirtual().start(apart::tick);
        eventually("it is frozen", frozen::get);
        assertThat(secondsUntil(other, PORTAL)).isBetween(9, 12);
        thaws.countDown();
        renews.join();
        assertThat(apart.own(PORTAL)).isFalse();
    }

    @Test
    void aFreePortalIsLeftToTheNodeThatItBelongsTo() {
        one.tick();
        other.tick();
        var belonging = belongingTo(one, 100, one, other);
        assertThat(other.own(belonging)).isFalse();
        assertThat(one.own(belonging)).isTrue();
        // one that does not take it is not waited for
        var neglected = belongingTo(one, 1_000, one, other);
        assertThat(secondsUntil(other, neglected)).isBetween(2, 3);
    }

    @Test
    void aNodeThatJoinsGetsWhatBelongsToIt() {
        one.tick();
        var stays = belongingTo(one, 1, one, other);
        var goes = belongingTo(other, 1, one, other);
        assertThat(one.own(stays) && one.own(goes)).isTrue();
        assertThat(other.own(stays) || other.own(goes)).isFalse();
        var seconds = 0;
        var nobody = 0;
        while (!other.own(goes)) {
            nodes.second(one, other);
            assertThat(one.own(stays)).isTrue();
            assertThat(other.own(stays)).isFalse();
            nobody += one.own(goes) || other.own(goes) ? 0 : 1;
            assertThat(seconds++).isLessThan(8);
        }
        assertThat(one.own(goes)).isFalse();
        assertThat(nobody).as("seconds in which nobody owned it").isLessThanOrEqualTo(2);
        for (var i = 0; i < 10; i++) {
            nodes.second(one, other);
            assertThat(one.own(stays) && other.own(goes)).isTrue();
            assertThat(one.own(goes) || other.own(stays)).isFalse();
        }
    }

    @Test
    void whatIsInHandHoldsUpAHandOverForSomeSeconds() {
        one.tick();
        var first = belongingTo(other, 1, one, other);
        var second = belongingTo(other, first + 1, one, other);
        var ends = one.begin(first).orElseThrow();
        var hangs = one.begin(second).orElseThrow();
        assertThat(other.own(first) || other.own(second)).isFalse();
        for (var i = 0; i < 6; i++) {
            nodes.second(one, other);
        }
        // no new work, and what is in hand goes on
        assertThat(one.begin(first)).isEmpty();
        assertThat(other.own(first)).isFalse();
        ends.require();
        ends.close();
        nodes.second(one, other);
        assertThat(other.own(first)).isTrue();
        assertThat(other.own(second)).isFalse();
        for (var i = 0; i < 10; i++) {
            nodes.second(one, other);
        }
        assertThat(other.own(second)).isTrue();
        assertThatThrownBy(hangs::require).isInstanceOf(OwnershipLostException.class);
        hangs.close();
    }

    @Test
    void whatIsHandedOverToANodeThatDiesIsTakenBack() {
        one.tick();
        var portal = belongingTo(other, 1, one, other);
        var tenure = one.begin(portal).orElseThrow();
        assertThat(other.own(portal)).isFalse();
        for (var i = 0; i < 5; i++) {
            nodes.second(one, other);
        }
        assertThat(one.own(portal)).isFalse();
        // from now on the other one does nothing
        assertThat(secondsUntil(one, portal)).isLessThanOrEqualTo(12);
        tenure.close();
    }

    @Test
    void aPortalThatNobodyAsksForIsLeftToOthers() {
        assertThat(one.own(PORTAL)).isTrue();
        for (var i = 0; i < 65; i++) {
            nodes.second(one);
        }
        assertThat(one.count()).isZero();
        assertThat(one.own(PORTAL)).isTrue();
    }
}
