package musubi.inbox.postgres;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import musubi.inbox.EventKind;
import musubi.inbox.InboxUnavailableException;
import musubi.testing.WatchedLog;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class GroupCommitTests {

    private static final EncryptedEvent EVENT = new EncryptedEvent(
            UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), new byte[0], EventKind.FOLLOW, new byte[0]);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void requestsThatWaitShareOneWrite() throws InterruptedException {
        var writes = new CopyOnWriteArrayList<Integer>();
        var started = new Semaphore(0);
        var go = new CountDownLatch(1);
        try (var commits = new GroupCommit(
                        events -> {
                            writes.add(events.size());
                            started.release();
                            await(go);
                            return Set.of();
                        },
                        metrics);
                var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            requests.execute(() -> commits.append(List.of(EVENT)));
            started.acquire();
            for (var request = 0; request < 50; request++) {
                requests.execute(() -> commits.append(List.of(EVENT, EVENT)));
            }
            while (commits.waiting() < 50) {
                Thread.onSpinWait();
            }
            go.countDown();
        }
        assertThat(writes).containsExactly(1, 100);
    }

    @Test
    void aFullQueueTurnsAwayInsteadOfGrowing() throws InterruptedException {
        var started = new Semaphore(0);
        var go = new CountDownLatch(1);
        try (var commits = new GroupCommit(
                        events -> {
                            started.release();
                            await(go);
                            return Set.of();
                        },
                        metrics);
                var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            requests.execute(() -> appendPatiently(commits));
            started.acquire();
            for (var request = 0; request < GroupCommit.MAX_WAITING; request++) {
                requests.execute(() -> appendPatiently(commits));
            }
            while (commits.waiting() < GroupCommit.MAX_WAITING) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> commits.append(List.of(EVENT)))
                    .isInstanceOf(InboxUnavailableException.class)
                    .hasMessageContaining("too many");
            go.countDown();
        }
    }

    @Test
    void aFailedWriteFailsAllThatWaitedForItAndTheNextOneGoesOn() {
        var failing = new AtomicBoolean(true);
        try (var commits = new GroupCommit(
                ignored -> {
                    if (failing.get()) {
                        throw new IllegalStateException("no database");
                    }
                    return Set.of();
                },
                metrics)) {
            assertThatThrownBy(() -> commits.append(List.of(EVENT))).isInstanceOf(InboxUnavailableException.class);
            failing.set(false);
            commits.append(List.of(EVENT));
        }
    }

    @Test
    void anErrorIsToldWithItsStackCountedAndOvercome() {
        var failing = new AtomicBoolean(true);
        try (var log = WatchedLog.open();
                var commits = new GroupCommit(
                        ignored -> {
                            if (failing.get()) {
                                throw new StackOverflowError("too deep");
                            }
                            return Set.of();
                        },
                        metrics)) {
            assertThat(commits.isWriting()).isTrue();
            assertThatThrownBy(() -> commits.append(List.of(EVENT))).isInstanceOf(InboxUnavailableException.class);
            assertThat(commits.isWriting()).isFalse();
            assertThat(log.events()).anySatisfy(line -> {
                assertThat(line.getLoggerName()).isEqualTo(GroupCommit.class.getName());
                assertThat(line.getThrowableProxy().getMessage()).isEqualTo("too deep");
                assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                        .isNotEmpty();
            });
            assertThat(metrics.counter("musubi.inbox.write.failures").count()).isPositive();
            failing.set(false);
            // nothing arrives while nobody sends: it finds out by itself
            eventually("it writes again", commits::isWriting);
            commits.append(List.of(EVENT));
        }
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceWithoutItsStackAndAgainTheNextTime() {
        var failing = new AtomicBoolean(true);
        try (var log = WatchedLog.open();
                var commits = new GroupCommit(
                        ignored -> {
                            if (failing.get()) {
                                throw new DataAccessResourceFailureException("gone");
                            }
                            return Set.of();
                        },
                        metrics)) {
            for (var outage = 1; outage <= 2; outage++) {
                for (var request = 0; request < 3; request++) {
                    assertThatThrownBy(() -> commits.append(List.of(EVENT)))
                            .isInstanceOf(InboxUnavailableException.class)
                            .hasRootCauseMessage("gone");
                }
                assertThat(log.events())
                        .filteredOn(line -> line.getLoggerName().equals(GroupCommit.class.getName()))
                        .hasSize(outage)
                        .allSatisfy(line -> {
                            assertThat(line.getLevel()).isEqualTo(Level.WARN);
                            assertThat(line.getThrowableProxy()).isNull();
                        });
                failing.set(false);
                commits.append(List.of(EVENT));
                failing.set(true);
            }
        }
    }

    @Test
    void onlyTheRequestsOfARefusedConnectionFail() {
        try (var commits = new GroupCommit(ignored -> Set.of(EVENT.connectionId()), metrics)) {
            assertThatThrownBy(() -> commits.append(List.of(EVENT))).isInstanceOf(InboxUnavailableException.class);
            commits.append(List.of(new EncryptedEvent(
                    UUID.randomUUID(),
                    EVENT.eventId(),
                    EVENT.friendHash(),
                    new byte[0],
                    EventKind.FOLLOW,
                    new byte[0])));
            assertThat(commits.isWriting()).isTrue();
        }
    }

    private static void appendPatiently(GroupCommit commits) {
        try {
            commits.append(List.of(EVENT));
        } catch (InboxUnavailableException ignored) {
            // some are turned away or give up: that is what the test is about
        }
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
