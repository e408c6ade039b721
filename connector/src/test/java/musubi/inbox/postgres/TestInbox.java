package musubi.inbox.postgres;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvents;
import musubi.inbox.FriendHash;
import musubi.inbox.ImportJobs;
import musubi.inbox.InboxUnderTest;
import musubi.inbox.NewEvent;
import musubi.inbox.SeenEvents;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.migration.InboxMigrations;
import musubi.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An inbox on a test's database, and connections for it that have nothing but an id. */
public final class TestInbox implements InboxUnderTest {

    static final EventCipher CIPHER = new EventCipher(InboxMigrations.KEY);
    static final FriendHash HASH = new FriendHash(InboxMigrations.KEY);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final PostgresEventQueue queue;
    private final PostgresFailedEvents failures;
    private final PostgresSeenEvents seen;
    private final ImportJobs jobs;

    private TestInbox(DataSource dataSource) {
        var transactionManager = new JdbcTransactionManager(dataSource);
        var arrivals = new Arrivals();
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(transactionManager);
        this.queue = new PostgresEventQueue(
                dataSource, transactionManager, CIPHER, HASH, arrivals, new SimpleMeterRegistry());
        this.failures = new PostgresFailedEvents(dataSource, transactionManager, CIPHER, HASH, arrivals);
        this.seen = new PostgresSeenEvents(dataSource);
        this.jobs = importJobs(dataSource);
    }

    /** On that database. */
    public static TestInbox on(TestDatabase database) {
        return on(database.dataSource());
    }

    /** On the database of that pool. */
    public static TestInbox on(DataSource dataSource) {
        return new TestInbox(dataSource);
    }

    /** Import jobs on that database. */
    public static ImportJobs importJobs(DataSource dataSource) {
        return new PostgresImportJobs(dataSource, CIPHER, HASH);
    }

    @Override
    public EventQueue queue() {
        return queue;
    }

    /** Whether the last write of arriving events succeeded. */
    boolean isWriting() {
        return queue.isWriting();
    }

    @Override
    public FailedEvents failures() {
        return failures;
    }

    @Override
    public SeenEvents seen() {
        return seen;
    }

    @Override
    public ImportJobs jobs() {
        return jobs;
    }

    @Override
    public void inTransaction(Runnable work) {
        transactions.executeWithoutResult(ignored -> work.run());
    }

    @Override
    public UUID connection() {
        return connection(jdbc);
    }

    /** A new connection. */
    public static UUID connection(JdbcClient jdbc) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        insert into connection (id, name, state, serial, bot_user_id, basic_id, display_name, portal_id,
                            time_zone, japanese, auto_create_contacts, use_outside_line_ids, create_task_on_message,
                            ask_email_on_login, manage_groups, channel_id, channel_secret, created_at)
                        values (?, 'test', 'ACTIVE', 1, ?, '', '', ?, 'Asia/Tokyo', true, true, true, false, false, false,
                            '1', '', now())
                        """).params(id, UUID.randomUUID(), id.getMostSignificantBits()).update();
        return id;
    }

    @Override
    public void deleteConnection(UUID id) {
        jdbc.sql("delete from connection where id = ?").param(id).update();
    }

    /** A new event of that friend. */
    public static NewEvent event(UUID connectionId, String friend) {
        return new NewEvent(
                connectionId,
                UUID.randomUUID(),
                friend,
                new EventPayload(EventKind.FOLLOW, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes all that is put off due. */
    public void timePasses() {
        jdbc.sql("update inbox set due_at = received_at").update();
    }

    @Override
    public void close() {
        queue.destroy();
    }
}
