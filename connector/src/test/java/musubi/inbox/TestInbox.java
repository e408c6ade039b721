package musubi.inbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An inbox on a test's database, and connections for it that have nothing but an id. */
public final class TestInbox implements AutoCloseable {

    static final EventCipher CIPHER = new EventCipher(InboxMigrations.KEY);
    static final FriendHash HASH = new FriendHash(InboxMigrations.KEY);

    private final TestDatabase database;
    private final PostgresInbox inbox;

    private TestInbox(TestDatabase database) {
        this.database = database;
        this.inbox = inbox(database);
    }

    /** On that database. */
    public static TestInbox on(TestDatabase database) {
        return new TestInbox(database);
    }

    static PostgresInbox inbox(TestDatabase database) {
        return new PostgresInbox(
                database.dataSource(),
                new JdbcTransactionManager(database.dataSource()),
                CIPHER,
                HASH,
                new SimpleMeterRegistry());
    }

    static Origins origins(TestDatabase database) {
        return origins(database.dataSource());
    }

    /** Origins of work on that database. */
    public static Origins origins(DataSource dataSource) {
        return new Origins(dataSource, CIPHER, HASH);
    }

    /** The inbox itself. */
    public Inbox inbox() {
        return inbox;
    }

    /** A new connection. */
    public UUID connection() {
        return connection(database.jdbc());
    }

    static UUID connection(JdbcClient jdbc) {
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

    static NewEvent event(UUID connectionId, String friend) {
        return new NewEvent(
                connectionId, UUID.randomUUID(), friend, "{\"type\":\"follow\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** Makes all that is put off due. */
    public void timePasses() {
        database.jdbc().sql("update inbox set due_at = received_at").update();
    }

    @Override
    public void close() {
        inbox.destroy();
    }
}
