package musubi.inbox;

import java.time.Instant;
import java.util.UUID;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import musubi.testing.TestWorld;

/** Puts failures on the list of a world that are laborious to come by. */
public final class ListedFailure {

    private ListedFailure() {}

    /** One about the contact 123. */
    public static void add(
            TestWorld world, String connection, String friend, String reason, String detail, Instant failedAt) {
        var connectionId = UUID.fromString(connection);
        var cipher = world.bean(EventCipher.class);
        world.database()
                .jdbc()
                .sql("""
                        insert into failure (connection_id, friend_hash, friend, kind, payload, received_at, failed_at, reason,
                            detail, record_id)
                        values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, '123')
                        """)
                .params(
                        connectionId,
                        world.bean(FriendHash.class).of(connectionId, friend),
                        cipher.encrypt(connectionId, Column.FRIEND, friend),
                        EventKind.FOLLOW.name(),
                        cipher.encrypt(connectionId, Column.PAYLOAD, "{}"),
                        failedAt.minusSeconds(60).toString(),
                        failedAt.toString(),
                        reason,
                        cipher.encrypt(connectionId, Column.DETAIL, detail))
                .update();
    }
}
