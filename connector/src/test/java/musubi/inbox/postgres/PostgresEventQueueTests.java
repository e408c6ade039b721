package musubi.inbox.postgres;

import musubi.inbox.EventQueueContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresEventQueueTests extends EventQueueContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    PostgresEventQueueTests() {
        super(INBOX);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }
}
