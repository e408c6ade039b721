package musubi.inbox.postgres;

import musubi.inbox.SeenEventsContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSeenEventsTests extends SeenEventsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    PostgresSeenEventsTests() {
        super(INBOX);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }
}
