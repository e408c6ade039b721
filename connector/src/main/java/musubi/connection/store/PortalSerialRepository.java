package musubi.connection.store;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The serial numbers of a portal's accounts: 1 for its first, 2 for its second, … They are never used for another account. */
@Component
public final class PortalSerialRepository {

    /** Distinguishes these advisory locks from others in the same database. */
    private static final int ACCOUNT_LOCK = 0x4d55_5341;

    private static final int PORTAL_LOCK = 0x4d55_5350;

    private final JdbcClient jdbc;

    PortalSerialRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Prevents others, on all nodes, from connecting this account, or any account to this portal, until the transaction ends. The
     * account is always locked first, so that there are no deadlocks.
     *
     * @throws org.springframework.dao.DataAccessException when another transaction has held a lock for a minute
     */
    public void lock(String botUserId, long portalId) {
        jdbc.sql("set local lock_timeout = '60s'").update();
        lock(ACCOUNT_LOCK, BotUserIds.bytes(botUserId).hashCode());
        lock(PORTAL_LOCK, Long.hashCode(portalId));
    }

    private void lock(int kind, int key) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(:kind, :key)")
                .param("kind", kind)
                .param("key", key)
                .query(row -> {});
    }

    /** The serial that the account had in this portal before, else the next free one. To be reliable, call it under {@link #lock}. */
    public int find(String botUserId, long portalId) {
        return jdbc.sql("""
                        select coalesce(
                            (select serial from portal_serial where portal_id = :portal and bot_user_id = :bot),
                            (select max(serial) + 1 from portal_serial where portal_id = :portal),
                            1)
                        """)
                .param("portal", portalId)
                .param("bot", BotUserIds.bytes(botUserId))
                .query(Integer.class)
                .single();
    }

    /** Assigns the serial to the account, if it has none in this portal. */
    public void put(String botUserId, long portalId, int serial) {
        jdbc.sql("""
                insert into portal_serial (portal_id, bot_user_id, serial) values (:portal, :bot, :serial)
                on conflict (portal_id, bot_user_id) do nothing
                """)
                .param("portal", portalId)
                .param("bot", BotUserIds.bytes(botUserId))
                .param("serial", serial)
                .update();
    }
}
