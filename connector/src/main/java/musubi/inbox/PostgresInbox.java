package musubi.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import musubi.inbox.EventCipher.Column;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox in PostgreSQL. */
@Component
class PostgresInbox implements Inbox, DisposableBean {

    private final EventCipher cipher;
    private final FriendHash hash;
    private final JdbcClient jdbc;
    private final IntakePool intake;
    private final AppendEvents append;
    private final TakeEvents take;
    private final SettleEvents settle;
    private final Counts counts;
    private final FailureRows failures;
    private final TransactionTemplate transactions;
    private final GroupCommit commits;
    private final List<ArrivalListener> listeners = new CopyOnWriteArrayList<>();

    PostgresInbox(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            EventCipher cipher,
            FriendHash hash,
            MeterRegistry metrics) {
        this.cipher = cipher;
        this.hash = hash;
        this.jdbc = JdbcClient.create(dataSource);
        this.intake = IntakePool.beside(dataSource);
        this.append = new AppendEvents(intake.dataSource());
        this.take = new TakeEvents(jdbc, cipher, hash);
        this.settle = new SettleEvents(jdbc, cipher, hash);
        this.counts = new Counts(jdbc);
        this.failures = new FailureRows(jdbc, cipher);
        this.transactions = new TransactionTemplate(transactionManager);
        this.commits = new GroupCommit(this::write, metrics);
    }

    /** Encrypts here, in the caller's thread: the one that writes has enough to do. */
    @Override
    public void append(List<NewEvent> events) {
        commits.append(events.stream().map(this::encrypted).toList());
    }

    private EncryptedEvent encrypted(NewEvent event) {
        var connectionId = event.connectionId();
        return new EncryptedEvent(
                connectionId,
                event.eventId(),
                hash.of(connectionId, event.friend()),
                cipher.encrypt(connectionId, Column.FRIEND, event.friend()),
                cipher.encrypt(connectionId, Column.PAYLOAD, event.payload()));
    }

    private Set<UUID> write(List<EncryptedEvent> events) {
        var refused = append.append(events);
        var told = new HashSet<UUID>();
        events.stream()
                .map(EncryptedEvent::connectionId)
                .filter(id -> !refused.contains(id) && told.add(id))
                .forEach(this::arrived);
        return refused;
    }

    private void arrived(UUID connectionId) {
        listeners.forEach(listener -> listener.arrived(connectionId));
    }

    /** Whether what arrives can be stored now, as far as the last attempt tells. */
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
    public void settle(Settlement settlement) {
        inTransaction(() -> settle.settle(settlement));
    }

    private void inTransaction(Runnable work) {
        transactions.executeWithoutResult(ignored -> work.run());
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
            arrived(connectionId);
        }
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
    public long arrivedSince(UUID connectionId, Instant moment) {
        return counts.arrivedSince(connectionId, moment);
    }

    /** Every node does; they do not wait for each other. */
    void compactCounts() {
        counts.compact();
    }

    @Override
    public List<FailedEvent> failures(Collection<UUID> connectionIds, String reason, long below, int limit) {
        return failures.page(connectionIds, reason, below, limit);
    }

    @Override
    public Map<String, Long> failureCounts(Collection<UUID> connectionIds) {
        return failures.counts(connectionIds);
    }

    @Override
    public Optional<UUID> connectionOfFailure(long id) {
        return failures.connectionOf(id);
    }

    @Override
    public Optional<UUID> retryFailure(long id) {
        var connectionId = failures.retry(id);
        connectionId.ifPresent(this::arrived);
        return connectionId;
    }

    @Override
    public int retryFailures(Collection<UUID> connectionIds, String reason) {
        var retried = failures.retry(connectionIds, reason);
        retried.stream().distinct().forEach(this::arrived);
        return retried.size();
    }

    @Override
    public boolean deleteFailure(long id) {
        return failures.delete(id);
    }

    @Override
    public void dropFailures(UUID connectionId, String reason, String recordId) {
        failures.drop(connectionId, reason, recordId);
    }

    @Override
    public void contactsGone(UUID connectionId, Collection<String> recordIds) {
        if (Boolean.TRUE.equals(transactions.execute(ignored -> failures.contactsGone(connectionId, recordIds)))) {
            arrived(connectionId);
        }
    }

    @Override
    public void rewrite(UUID connectionId, String friend, UnaryOperator<byte[]> payload) {
        inTransaction(
                () -> new PayloadRows(jdbc, cipher).rewrite(connectionId, hash.of(connectionId, friend), payload));
    }

    @Override
    public void forgetSeenBefore(Instant moment, Collection<UUID> but) {
        var before = Timestamp.from(moment);
        for (var table : List.of("seen_event", "arrival_count")) {
            jdbc.sql("""
                            delete from %1$s where connection_id = any (array(select id from connection where id <> all (?)))
                                and %2$s < ?
                            """.formatted(table, table.equals("seen_event") ? "seen_at" : "quarter"))
                    .params(but.toArray(UUID[]::new), before)
                    .update();
        }
    }

    @Override
    public void onArrival(ArrivalListener listener) {
        listeners.add(listener);
    }

    @Override
    public void destroy() {
        commits.close();
        intake.close();
    }
}
