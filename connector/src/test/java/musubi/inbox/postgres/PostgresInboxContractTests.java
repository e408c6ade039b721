package musubi.inbox.postgres;

import musubi.inbox.EventQueueContract;
import musubi.inbox.FailedEventsContract;
import musubi.inbox.ImportJobsContract;
import musubi.inbox.InboxUnderTest;
import musubi.inbox.PortalOwnershipContract;
import musubi.inbox.SeenEventsContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The inbox in PostgreSQL keeps the contract of the inbox. */
class PostgresInboxContractTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final TestInbox INBOX = TestInbox.on(DATABASE);

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @Nested
    class Queue extends EventQueueContract {
        @Override
        protected InboxUnderTest inbox() {
            return INBOX;
        }
    }

    @Nested
    class Failed extends FailedEventsContract {
        @Override
        protected InboxUnderTest inbox() {
            return INBOX;
        }
    }

    @Nested
    class Seen extends SeenEventsContract {
        @Override
        protected InboxUnderTest inbox() {
            return INBOX;
        }
    }

    @Nested
    class Jobs extends ImportJobsContract {
        @Override
        protected InboxUnderTest inbox() {
            return INBOX;
        }
    }

    @Nested
    class Ownership extends PortalOwnershipContract {
        @Override
        protected Node node() {
            var portals = new PostgresPortalOwnership(DATABASE.dataSource());
            return new Node(portals, portals::destroy);
        }
    }
}
