package musubi.inbox.postgres;

import musubi.inbox.PortalOwnershipContract;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresPortalOwnershipTests extends PortalOwnershipContract {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    @Override
    protected Node node() {
        var portals = new PostgresPortalOwnership(DATABASE.dataSource());
        return new Node(portals, portals::destroy);
    }
}
