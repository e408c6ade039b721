package musubi.inbox;

import java.util.UUID;

/** An implementation of the inbox, as the tests of its contract need it. */
public interface InboxUnderTest extends AutoCloseable {

    EventQueue queue();

    FailedEvents failures();

    SeenEvents seen();

    ImportJobs jobs();

    /** A new connection. */
    UUID connection();

    /** Deletes a connection with all that belongs to it. */
    void deleteConnection(UUID id);

    /** Runs the work in a transaction; one that throws undoes what it wrote. */
    void inTransaction(Runnable work);

    @Override
    void close();
}
