package musubi.connection;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Which account of a portal is its first, its second, … */
final class PortalSerials {

    /** Keep these locks apart from others in the same database. */
    private static final int ACCOUNT_LOCK = 0x4d55_5341;

    private static final int PORTAL_LOCK = 0x4d55_5350;

    private final JdbcClient jdbc;

    PortalSerials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets nobody else, on no node, connect this account or anything to this portal until the transaction ends. The
     * account comes first always, so that two never wait for each other.
     *
     * @throws org.springframework.dao.DataAccessException when somebody else has been connecting for a minute
     */
    void lock(String botUserId, long portalId) {
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

    /** The serial the account had here before, else the next one. Call under {@link #lock}. */
    int of(String botUserId, long portalId) {
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

    void keep(String botUserId, long portalId, int serial) {
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
