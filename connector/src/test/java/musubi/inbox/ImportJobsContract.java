package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.inbox.ImportJobs.Progress;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link ImportJobs} promises, and of {@link EventQueue} as to their events. */
public abstract class ImportJobsContract extends InboxContract {

    protected ImportJobsContract(InboxUnderTest inbox) {
        super(inbox);
    }

    private static final EventPayload IMPORTED = payload(EventKind.IMPORT, "{\"timestamp\":1}");

    private final ImportJobs jobs = inbox.jobs();
    private final UUID job = UUID.randomUUID();

    private void open(String... friends) {
        jobs.open(job, connectionId);
        jobs.append(job, connectionId, List.of(friends), IMPORTED);
    }

    @Test
    void itsEventsAreBackgroundWork() {
        open("a", "b");
        assertThat(take()).isEmpty();
        assertThat(takeBackground()).hasSize(2).allSatisfy(event -> {
            assertThat(event.importJob()).isEqualTo(job);
            assertThat(event.payload()).isEqualTo(IMPORTED);
        });
        assertThat(queue.backlog(connectionId).pending()).isEqualTo(2);
    }

    @Test
    void whatAFriendDoesPullsTheirImportAlongUnlessItIsPaused() {
        open("a", "b");
        queue.append(List.of(event("a")));
        assertThat(friends(take())).containsExactly("a", "a");
        assertThat(friends(takeBackground())).containsExactly("a", "a", "b");
        jobs.pause(job);
        assertThat(friends(take())).containsExactly("a");
        assertThat(takeBackground()).isEmpty();
        jobs.resume(job);
        assertThat(friends(takeBackground())).containsExactly("a", "a", "b");
    }

    @Test
    void eachFriendIsAppendedOncePerJob() {
        open("a", "a", "b");
        jobs.append(job, connectionId, List.of("b", "c"), IMPORTED);
        assertThat(friends(takeBackground())).containsExactly("a", "b", "c");
        var another = UUID.randomUUID();
        jobs.open(another, connectionId);
        jobs.append(another, connectionId, List.of("a"), IMPORTED);
        assertThat(takeBackground()).hasSize(4);
    }

    @Test
    void outcomesAreCountedWithTheSettlement() {
        open("a", "b", "c", "d", "e", "f");
        assertThat(jobs.progress(job)).isEqualTo(new Progress(6, 6, 0, 0, 0, 0));
        var taken = takeBackground();
        var settlement = new Settlement();
        settlement.finish(taken.subList(0, 1), Settlement.Outcome.CREATED);
        settlement.finish(taken.subList(1, 2), Settlement.Outcome.UPDATED);
        settlement.finish(taken.subList(2, 3), Settlement.Outcome.UNCHANGED);
        settlement.fail(taken.subList(3, 4), "VALUE_REFUSED", "", "");
        settlement.later(taken.subList(4, 5), Instant.now().plusSeconds(600), true);
        settlement.follow(
                taken.subList(5, 6),
                payload(EventKind.COMPLETE_PROFILE, "{}"),
                Instant.now(),
                Settlement.Outcome.CREATED);
        queue.settle(settlement);
        assertThat(jobs.progress(job)).isEqualTo(new Progress(6, 1, 2, 1, 1, 1));
        assertThat(jobs.progress(List.of(job, UUID.randomUUID()))).containsOnlyKeys(job);
        assertThat(jobs.progress(UUID.randomUUID())).isEqualTo(Progress.NONE);
    }

    @Test
    void aCancelledJobLeavesItsCountsAlone() {
        open("a", "b");
        var settlement = new Settlement();
        settlement.finish(takeBackground().subList(0, 1), Settlement.Outcome.UPDATED);
        queue.settle(settlement);
        jobs.cancel(job);
        assertThat(takeBackground()).isEmpty();
        assertThat(jobs.progress(job)).isEqualTo(new Progress(1, 0, 0, 1, 0, 0));
    }

    @Test
    void itTakesPartInTheCallersTransaction() {
        jobs.open(job, connectionId);
        assertThatThrownBy(() -> inbox.inTransaction(() -> {
                    jobs.append(job, connectionId, List.of("a"), IMPORTED);
                    throw new IllegalStateException("after appending");
                }))
                .hasMessage("after appending");
        assertThat(takeBackground()).isEmpty();
        assertThat(jobs.progress(job)).isEqualTo(Progress.NONE);
        inbox.inTransaction(() -> jobs.append(job, connectionId, List.of("a"), IMPORTED));
        assertThat(takeBackground()).hasSize(1);
    }

    @Test
    void whatIsSettledWhileAJobIsCancelledOrSettledElsewhereDoesNotBlockEachOther() {
        for (var round = 0; round < 10; round++) {
            var one = UUID.randomUUID();
            jobs.open(one, connectionId);
            jobs.append(
                    one,
                    connectionId,
                    IntStream.range(0, 300).mapToObj(at -> "friend " + at).toList(),
                    IMPORTED);
            var taken = takeBackground();
            var later = new Settlement();
            later.later(taken.reversed(), Instant.now(), true);
            var done = new Settlement();
            done.finish(taken, Settlement.Outcome.UPDATED);
            atOnce(
                    () -> queue.settle(later),
                    () -> queue.settle(done),
                    () -> inbox.inTransaction(() -> jobs.cancel(one)));
        }
        assertThat(queue.backlog(connectionId).pending()).isZero();
    }
}
