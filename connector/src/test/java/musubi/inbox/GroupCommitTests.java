package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GroupCommitTests {

    private static final NewEvent EVENT = new NewEvent(UUID.randomUUID(), UUID.randomUUID(), "friend", new byte[0]);

    @Test
    void requestsThatWaitShareOneWrite() throws InterruptedException {
        var writes = new CopyOnWriteArrayList<Integer>();
        var started = new Semaphore(0);
        var go = new CountDownLatch(1);
        try (var commits = new GroupCommit(events -> {
                    writes.add(events.size());
                    started.release();
                    await(go);
                });
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
        try (var commits = new GroupCommit(events -> {
                    started.release();
                    await(go);
                });
                var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            requests.execute(() -> appendPatiently(commits));
            started.acquire();
            for (var request = 0; request < GroupCommit.WAITING; request++) {
                requests.execute(() -> appendPatiently(commits));
            }
            while (commits.waiting() < GroupCommit.WAITING) {
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
        try (var commits = new GroupCommit(ignored -> {
            if (failing.get()) {
                throw new IllegalStateException("no database");
            }
        })) {
            assertThatThrownBy(() -> commits.append(List.of(EVENT))).isInstanceOf(InboxUnavailableException.class);
            failing.set(false);
            commits.append(List.of(EVENT));
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
