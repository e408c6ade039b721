package musubi.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.UUID;
import musubi.inbox.InboxUnavailableException;
import musubi.testing.CapturesOutput;
import musubi.testing.CountsBugs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

@CapturesOutput
@CountsBugs
class WorkerFailuresTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final String worker = "w" + UUID.randomUUID();

    @BeforeEach
    void count() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void countNoMore() {
        Metrics.removeRegistry(registry);
    }

    private boolean isCounted() {
        return registry.find("musubi.worker.failures").tag("worker", worker).counter() != null;
    }

    @Test
    void aDeadlockIsNoDatabaseThatIsUnavailable(CapturedOutput output) {
        WorkerFailures.record(worker, new CannotAcquireLockException("deadlock detected"));
        assertThat(output.getAll())
                .contains(worker + ": another transaction was in the way, it is tried again")
                .doesNotContain("unavailable", "deadlock detected");
        assertThat(isCounted()).isFalse();
    }

    @Test
    void aDatabaseThatIsUnavailableIsNoBug(CapturedOutput output) {
        WorkerFailures.record(worker, new DataAccessResourceFailureException("no connection"));
        assertThat(output.getAll())
                .contains(worker + ": the database is unavailable")
                .doesNotContain("no connection");
        assertThat(isCounted()).isFalse();
    }

    @Test
    void anInboxThatTakesNothingInTimeIsNoBug() {
        WorkerFailures.record(worker, new InboxUnavailableException("not stored within 1700 ms"));
        assertThat(isCounted()).isFalse();
    }

    @Test
    void aTransactionWhoseConnectionTheDatabaseEndedIsNoBug() {
        WorkerFailures.record(
                worker, new IllegalStateException("of db-scheduler", new SQLException("Connection is closed")));
        WorkerFailures.record(
                worker, new TransactionSystemException("rollback", new SQLException("Connection is closed")));
        assertThat(isCounted()).isFalse();
        WorkerFailures.record(
                worker, new TransactionSystemException("commit", new SQLException("a constraint", "23514")));
        assertThat(isCounted()).isTrue();
    }

    @Test
    void whatEndedAThreadIsNotToldAsIfItWentOn(CapturedOutput output) {
        WorkerFailures.ended(new CannotAcquireLockException("deadlock detected"));
        WorkerFailures.ended(new ArrayStoreException("what a friend wrote"));
        assertThat(output.getAll())
                .contains("thread: another transaction was in the way: CannotAcquireLockException")
                .contains("thread has ended by an unexpected failure: java.lang.ArrayStoreException")
                .doesNotContain("thread failed", "it is tried again", "what a friend wrote");
        assertThat(registry.find("musubi.worker.failures")
                        .tag("worker", "thread")
                        .counter())
                .isNotNull();
    }

    @Test
    void everythingElseIsCountedAndLoggedWithItsStackAlone(CapturedOutput output) {
        WorkerFailures.record(worker, new IllegalStateException("what a friend wrote"));
        assertThat(output.getAll())
                .contains(worker + " failed unexpectedly and continues", "WorkerFailuresTests")
                .doesNotContain("what a friend wrote");
        assertThat(isCounted()).isTrue();
    }
}
