package musubi.inbox.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import musubi.inbox.Backlog;
import musubi.inbox.EventKind;
import musubi.inbox.EventQueue;
import musubi.inbox.FriendHash;
import musubi.inbox.NewEvent;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue as the table {@code inbox}. Friends and payloads are encrypted. */
@Component
final class PostgresEventQueue implements EventQueue, DisposableBean {

    private final EventCipher cipher;
    private final FriendHash hash;
    private final JdbcClient jdbc;
    private final IntakePool intake;
    private final AppendEvents append;
    private final AppendEvents appendAlong;
    private final TakeEvents take;
    private final SettleEvents settle;
    private final EventCounts counts;
    private final RewritePayloads payloads;
    private final TransactionTemplate transactions;
    private final GroupCommit commits;
    private final Arrivals arrivals;

    PostgresEventQueue(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            EventCipher cipher,
            FriendHash hash,
            Arrivals arrivals,
            MeterRegistry metrics) {
        this.cipher = cipher;
        this.hash = hash;
        this.arrivals = arrivals;
        this.jdbc = JdbcClient.create(dataSource);
        this.intake = IntakePool.beside(dataSource);
        this.append = new AppendEvents(intake.dataSource());
        this.appendAlong = new AppendEvents(dataSource);
        this.take = new TakeEvents(jdbc, cipher, hash);
        this.settle = new SettleEvents(jdbc, cipher, hash);
        this.counts = new EventCounts(jdbc);
        this.payloads = new RewritePayloads(jdbc, cipher, hash);
        this.transactions = new TransactionTemplate(transactionManager);
        this.commits = new GroupCommit(this::write, metrics);
    }

    /** Encrypts here, in the caller's thread: the one that writes has enough to do. */
    @Override
    public void append(List<NewEvent> events) {
        commits.append(events.stream().map(this::encrypted).toList());
    }

    @Override
    public void appendAlong(List<NewEvent> events) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("not in a transaction");
        }
        if (events.isEmpty()) {
            return;
        }
        var refused = appendAlong.append(events.stream().map(this::encrypted).toList());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.stream()
                        .map(NewEvent::connectionId)
                        .distinct()
                        .filter(id -> !refused.contains(id))
                        .forEach(arrivals::arrived);
            }
        });
    }

    private EncryptedEvent encrypted(NewEvent event) {
        var connectionId = event.connectionId();
        return new EncryptedEvent(
                connectionId,
                event.eventId(),
                hash.of(connectionId, event.friend()),
                cipher.encrypt(connectionId, Column.FRIEND, event.friend()),
                event.payload().kind(),
                cipher.encrypt(connectionId, Column.PAYLOAD, event.payload().json()));
    }

    private Set<UUID> write(List<EncryptedEvent> events) {
        var refused = append.append(events);
        var connections = new HashSet<UUID>();
        events.stream()
                .map(EncryptedEvent::connectionId)
                .filter(id -> !refused.contains(id) && connections.add(id))
                .forEach(arrivals::arrived);
        return refused;
    }

    /** Whether arriving events can be stored now, as far as the last write shows. */
    boolean isWriting() {
        return commits.isWriting();
    }

    @Override
    public List<PendingEvent> take(UUID connectionId, Collection<String> busy, int limit) {
        return take.take(connectionId, false, busy, limit);
    }

    @Override
    public List<PendingEvent> takeBackground(UUID connectionId, Collection<String> busy, int limit) {
        return take.take(connectionId, true, busy, limit);
    }

    @Override
    public void settle(Settlement settlement, Runnable also) {
        transactions.executeWithoutResult(ignored -> {
            settle.settle(settlement);
            also.run();
        });
    }

    @Override
    public void release(UUID connectionId, String waitsFor) {
        var released = jdbc.sql("""
                        update inbox set due_at = now(), waits_for = null
                        where id in (
                            select id from inbox where connection_id = ? and waits_for = ? order by id for update
                        )
                        """).params(connectionId, waitsFor).update();
        if (released > 0) {
            arrivals.arrived(connectionId);
        }
    }

    @Override
    public boolean releaseFirst(UUID connectionId, String waitsFor) {
        return jdbc.sql("""
                        update inbox set due_at = now()
                        where id = (
                            select id from inbox where connection_id = ? and waits_for = ?
                            order by due_at limit 1 for update skip locked
                        )
                        """).params(connectionId, waitsFor).update() > 0;
    }

    @Override
    public void rewrite(UUID connectionId, String friend, EventKind kind, UnaryOperator<byte[]> json) {
        transactions.executeWithoutResult(
                ignored -> payloads.rewrite(RewritePayloads.Table.INBOX, connectionId, friend, kind, json));
    }

    @Override
    public Backlog backlog(UUID connectionId) {
        return counts.backlog(connectionId);
    }

    @Override
    public Map<UUID, Backlog> backlogs() {
        return counts.backlogs();
    }

    @Override
    public void onArrival(ArrivalListener listener) {
        arrivals.add(listener);
    }

    @Override
    public void destroy() {
        commits.close();
        intake.close();
    }
}
