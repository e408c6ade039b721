package musubi.sync.batch;

import musubi.testing.TestWorld;

/** The attempts at a connection's waiting events, counted, and shortened: their back-off is minutes long. */
public record NextAttempt(TestWorld world, TestWorld.TestConnection connection) {

    /** How many attempts at one event failed, at the most. */
    public int count() {
        return world.database()
                .jdbc()
                .sql("select coalesce(max(attempts), 0) from inbox where connection_id = ?::uuid")
                .param(connection.id())
                .query(Integer.class)
                .single();
    }

    /** The next attempt at each event is due now, and is its last. */
    public void makeNextTheLast() {
        world.database()
                .jdbc()
                .sql("update inbox set attempts = ?, due_at = now() where connection_id = ?::uuid")
                .params(RetryPolicy.MAX_ATTEMPTS - 1, connection.id())
                .update();
    }
}
