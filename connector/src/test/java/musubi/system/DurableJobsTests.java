package musubi.system;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.inbox.migration.InboxMigrations;
import musubi.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DurableJobsTests {

    private static final Duration OFTEN = Duration.ofMillis(50);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final DriverManagerDataSource source =
            new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());

    @BeforeEach
    void layTables() {
        Flyway.configure()
                .dataSource(source)
                .javaMigrations(InboxMigrations.all())
                .load()
                .migrate();
        JdbcClient.create(source).sql("delete from scheduled_tasks").update();
    }

    @Test
    void oneThatHangsOrBreaksHoldsUpNoOther() {
        var hangs = new CountDownLatch(1);
        var done = new AtomicInteger();
        var broken = new AtomicInteger();
        var jobs = new DurableJobs(source, OFTEN);
        jobs.every(OFTEN, "hangs", () -> await(hangs));
        jobs.every(OFTEN, "broken", () -> {
            broken.incrementAndGet();
            throw new StackOverflowError();
        });
        jobs.every(OFTEN, "good", done::incrementAndGet);
        jobs.start();
        try {
            eventually("the good one is done again and again", () -> done.get() > 2);
            eventually("the broken one is tried again", () -> broken.get() > 2);
        } finally {
            hangs.countDown();
            jobs.stop();
        }
        var after = done.get();
        assertThat(jobs.isRunning()).isFalse();
        assertThat(done.get()).isEqualTo(after);
    }

    @Test
    void ofTwoNodesOneDoesIt() {
        var done = new AtomicInteger();
        var one = new DurableJobs(source, OFTEN);
        var other = new DurableJobs(source, OFTEN);
        one.every(Duration.ofHours(1), "once", done::incrementAndGet);
        other.every(Duration.ofHours(1), "once", done::incrementAndGet);
        one.start();
        other.start();
        try {
            eventually("it is done at the start", () -> done.get() > 0 && waiting("once") == 1);
            var before = done.get();
            due("once");
            eventually("it is done once more", () -> done.get() > before && waiting("once") == 1);
            assertThat(done.get()).isEqualTo(before + 1);
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void aDailyJobEndsWithItsThing() {
        var done = new AtomicInteger();
        var jobs = new DurableJobs(source, OFTEN);
        jobs.daily("look", thing -> done.incrementAndGet() < 2);
        jobs.start();
        try {
            jobs.also("look", "a");
            jobs.also("look", "a");
            assertThat(waiting("look")).isEqualTo(1);
            due("look");
            eventually("it is done, and again in a day", () -> done.get() == 1 && waiting("look") == 1);
            due("look");
            eventually("the thing is no more", () -> done.get() == 2 && rows("look") == 0);
        } finally {
            jobs.stop();
        }
    }

    private void due(String name) {
        JdbcClient.create(source)
                .sql("update scheduled_tasks set execution_time = now() - interval '1 s' where task_name = ?")
                .param(name)
                .update();
    }

    private int waiting(String name) {
        return JdbcClient.create(source)
                .sql(
                        "select count(*) from scheduled_tasks where task_name = ? and not picked and execution_time > now()")
                .param(name)
                .query(Integer.class)
                .single();
    }

    private int rows(String name) {
        return JdbcClient.create(source)
                .sql("select count(*) from scheduled_tasks where task_name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
