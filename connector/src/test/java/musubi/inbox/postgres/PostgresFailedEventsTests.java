package musubi.inbox.postgres;

import musubi.inbox.FailedEventsContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresFailedEventsTests extends FailedEventsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    PostgresFailedEventsTests() {
        super(INBOX);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }
}
