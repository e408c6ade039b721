package musubi.inbox.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables {@code node} and {@code portal_lease}. Time is the database's. Each statement is a transaction of its own, whatever the
 * caller's, and leaves nothing in the session: a node that is frozen at any moment has no row locked, because no transaction is open while
 * the database waits for it. Nobody waits for a row that another node has locked, but for moments.
 */
@Component
final class LeaseRepository {

    /** A database that does not answer must not keep the thread that renews. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** A lease of this node. */
    record Lease(long portalId, long fence, Optional<UUID> wantedBy) {}

    /**
     * A portal that has a lease.
     *
     * @param held whether it is not over
     */
    record Known(long portalId, boolean held, Optional<UUID> wantedBy) {}

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate apart;

    LeaseRepository(DataSource dataSource, PlatformTransactionManager transactionManager) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.apart = new TransactionTemplate(transactionManager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    private <T> T apart(Supplier<T> work) {
        return apart.execute(_ -> {
            template.execute((ConnectionCallback<Boolean>) connection -> {
                connection.setNetworkTimeout(Runnable::run, (int) TIMEOUT.toMillis());
                return true;
            });
            return work.get();
        });
    }

    /** The node lives. Renews all its leases, also those that were over but that nobody has taken. @return all of them */
    List<Lease> renew(UUID node, Duration length) {
        return apart(() -> jdbc.sql("""
                        with alive as (
                            insert into node (id, seen_at, until) values (:node, now(), now() + make_interval(secs => :length))
                            on conflict (id) do update set seen_at = excluded.seen_at, until = excluded.until
                        ), gone as (
                            delete from node where id in (
                                select id from node where until < now() - interval '1 hour' and id <> :node
                                for update skip locked
                            )
                        )
                        update portal_lease set until = now() + make_interval(secs => :length)
                        where node_id = :node returning portal_id, fence, wanted_by
                        """)
                .param("node", node)
                .param("length", length.toSeconds())
                .query((row, _) -> new Lease(
                        row.getLong("portal_id"),
                        row.getLong("fence"),
                        Optional.ofNullable(row.getObject("wanted_by", UUID.class))))
                .list());
    }

    /** The nodes that live. */
    Set<UUID> nodes() {
        return apart(() -> Set.copyOf(jdbc.sql("select id from node where until > now()")
                .query(UUID.class)
                .list()));
    }

    /** Those of the portals that have a lease. */
    List<Known> look(Collection<Long> portals) {
        return apart(() -> jdbc.sql("""
                        select portal_id, until > now() as held, wanted_by from portal_lease where portal_id = any (?)
                        """)
                .param(portals.toArray(Long[]::new))
                .query((row, _) -> new Known(
                        row.getLong("portal_id"),
                        row.getBoolean("held"),
                        Optional.ofNullable(row.getObject("wanted_by", UUID.class))))
                .list());
    }

    /** Takes those of the portals that are free, unless another node does at this moment. @return those that it got */
    List<Lease> take(UUID node, Collection<Long> portals, Duration length) {
        return apart(() -> jdbc.sql("""
                        with over as (
                            select portal_id from portal_lease where portal_id = any (:portals) and until <= now()
                            for update skip locked
                        ), taken as (
                            update portal_lease set node_id = :node, fence = nextval('portal_fence'), wanted_by = null,
                                until = now() + make_interval(secs => :length)
                            from over where portal_lease.portal_id = over.portal_id
                            returning portal_lease.portal_id, fence
                        ), fresh as (
                            insert into portal_lease (portal_id, node_id, fence, until)
                            select portal_id, :node, nextval('portal_fence'), now() + make_interval(secs => :length)
                            from (select unnest(:portals) as portal_id order by 1) as wanted
                            on conflict do nothing
                            returning portal_id, fence
                        )
                        select portal_id, fence from taken union all select portal_id, fence from fresh
                        """)
                .param("node", node)
                .param("portals", portals.toArray(Long[]::new))
                .param("length", length.toSeconds())
                .query((row, _) -> new Lease(row.getLong("portal_id"), row.getLong("fence"), Optional.empty()))
                .list());
    }

    /** Asks whoever owns the portals to hand them over to this node. */
    void ask(UUID node, Collection<Long> portals) {
        apart(() -> jdbc.sql("""
                        with owned as (
                            select portal_id from portal_lease where portal_id = any (:portals) and until > now()
                            for no key update skip locked
                        )
                        update portal_lease set wanted_by = :node from owned
                        where portal_lease.portal_id = owned.portal_id
                        """)
                .param("node", node)
                .param("portals", portals.toArray(Long[]::new))
                .update());
    }

    /** Gives leases of the node up, but for those under which something is being settled at this moment. @return those given up */
    List<Long> giveUp(UUID node, Collection<Long> portals) {
        return apart(() -> jdbc.sql("""
                        delete from portal_lease where portal_id in (
                            select portal_id from portal_lease where node_id = :node and portal_id = any (:portals)
                            for update skip locked
                        ) returning portal_id
                        """)
                .param("node", node)
                .param("portals", portals.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /** The node is no more, and owns nothing. */
    void leave(UUID node) {
        apart(() -> {
            jdbc.sql("""
                            delete from portal_lease where portal_id in (
                                select portal_id from portal_lease where node_id = ? for update skip locked
                            )
                            """).param(node).update();
            return jdbc.sql("delete from node where id = ?").param(node).update();
        });
    }

    /** There is no other node, whatever the tables say. */
    void forgetAll() {
        apart(() -> {
            jdbc.sql("delete from portal_lease").update();
            return jdbc.sql("delete from node").update();
        });
    }
}
