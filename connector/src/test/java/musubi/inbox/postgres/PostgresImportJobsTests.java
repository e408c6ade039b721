package musubi.inbox.postgres;

import musubi.inbox.ImportJobsContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresImportJobsTests extends ImportJobsContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    PostgresImportJobsTests() {
        super(INBOX);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }
}
