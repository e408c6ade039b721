package musubi.inbox.lease;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import musubi.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Nodes on one database, and a time that passes when the test says so, for them and for the database. */
final class NodesOfATest {

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final AtomicLong passed = new AtomicLong();

    NodesOfATest(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.dataSource = database.dataSource();
        jdbc.sql("delete from portal_lease").update();
        jdbc.sql("delete from node").update();
    }

    /** A node that lives as long as its {@link Leases#tick} is called. */
    Leases node() {
        return node(dataSource);
    }

    /** One that reaches the database that way. */
    Leases node(DataSource dataSource) {
        return new Leases(
                new LeaseRepository(dataSource, new JdbcTransactionManager(dataSource)),
                () -> System.nanoTime() + passed.get());
    }

    void pass(Duration time) {
        passed.addAndGet(time.toNanos());
        var seconds = time.toMillis() / 1_000.0;
        jdbc.sql("update portal_lease set until = until - make_interval(secs => ?)")
                .param(seconds)
                .update();
        jdbc.sql(
                        "update node set until = until - make_interval(secs => ?), seen_at = seen_at - make_interval(secs => ?)")
                .params(seconds, seconds)
                .update();
    }

    /** A second passes; each of them does its work. */
    void second(Leases... nodes) {
        pass(Duration.ofSeconds(1));
        for (var node : nodes) {
            node.tick();
        }
    }

    /** The first portal from there on whose first choice the node is, among these. */
    static long belongingTo(Leases node, long from, Leases... nodes) {
        var ids = Arrays.stream(nodes).map(Leases::node).toList();
        return LongStream.iterate(from, id -> id + 1)
                .filter(id -> FirstChoice.of(id, ids).orElseThrow().equals(node.node()))
                .findFirst()
                .orElseThrow();
    }
}
