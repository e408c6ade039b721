package musubi.friends;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.contact.LineProperty;
import musubi.friends.Import.Source;
import musubi.friends.Import.State;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRefusedException.Reason;
import musubi.friends.file.UserIdFile;
import musubi.inbox.ImportJobs;
import musubi.sync.Payload;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts, pauses, ends and reads imports. An account has at most one running import. */
@Component
public class Imports {

    private static final int CHUNK = 1_000;

    private final ImportRows rows;
    private final ImportJobs jobs;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Imports(
            ImportRows rows,
            ImportJobs jobs,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.jobs = jobs;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Brings in all friends that LINE lists.
     *
     * @throws ImportRefusedException when another import of the account is not at its end, or its connection is paused
     */
    public Import followers(UUID connectionId) {
        return get(open(connectionId, Source.FOLLOWERS, State.RUNNING));
    }

    /**
     * Brings in the ids of a CSV file. Returns when the file is read; the work then goes on by itself.
     *
     * @throws ImportRefusedException when another import of the account is not at its end, its connection is paused, or the
     *     file is no list of ids
     * @throws IOException when the file breaks off; nothing of it is brought in then
     */
    public Import csv(UUID connectionId, InputStream file) throws IOException {
        var id = open(connectionId, Source.CSV, State.QUEUED);
        try {
            bring(id, connectionId, file);
            if (get(id).progress().found() == 0) {
                throw new ImportRefusedException(Reason.INVALID, Code.NO_IDS);
            }
            transaction.executeWithoutResult(ignored -> {
                if (rows.move(id, List.of(State.QUEUED), State.RUNNING)) {
                    jobs.resume(id);
                }
            });
            return get(id);
        } catch (IOException | RuntimeException e) {
            giveUp(
                    id,
                    e instanceof ImportRefusedException refused
                            ? refused.problem()
                            : new ImportProblem(Code.BROKE_OFF));
            throw e;
        }
    }

    private void bring(UUID id, UUID connectionId, InputStream file) throws IOException {
        var payload = Payload.imported(clock.instant());
        var ids = new ArrayList<String>();
        var bad = new ArrayList<BadLine>();
        Runnable store = () -> transaction.executeWithoutResult(ignored -> {
            if (!rows.holds(id, State.QUEUED)) {
                // somebody cancelled it, or its reader seemed to be gone
                throw new ImportRefusedException(Reason.CONFLICT, Code.STATE);
            }
            jobs.append(id, connectionId, ids, payload);
            rows.read(id, bad);
            ids.clear();
            bad.clear();
        });
        UserIdFile.read(file, own(connectionId), column -> {}, ids::add, bad::add, line -> {
            if (ids.size() + bad.size() >= CHUNK) {
                store.run();
            }
        });
        store.run();
    }

    private UUID open(UUID connectionId, Source source, State state) {
        if (isPaused(connectionId)) {
            throw new ImportRefusedException(Reason.CONFLICT, Code.CONNECTION_PAUSED);
        }
        var id = UUID.randomUUID();
        var opened = transaction.execute(status -> {
            if (!rows.add(id, connectionId, source, state)) {
                status.setRollbackOnly();
                return false;
            }
            jobs.open(id, connectionId);
            if (state == State.QUEUED) {
                jobs.pause(id);
            }
            return true;
        });
        if (!Boolean.TRUE.equals(opened)) {
            throw new ImportRefusedException(Reason.CONFLICT, Code.ANOTHER);
        }
        return id;
    }

    /** The connection of each of these imports that exists. */
    public Map<UUID, UUID> connectionsOf(Collection<UUID> ids) {
        return rows.connectionsOf(ids);
    }

    /** An import with its counts as they are now. */
    public Optional<Import> find(UUID id) {
        return rows.find(id).map(this::withProgress);
    }

    /**
     * The newest of a connection first, at most so many.
     *
     * @param after the last of those before; empty: from the newest on
     */
    public List<Import> of(UUID connectionId, Optional<UUID> after, int limit) {
        return rows.of(connectionId, after, limit).stream()
                .map(this::withProgress)
                .toList();
    }

    /** The newest import of each of these connections that has any, in two queries. */
    public Map<UUID, Import> newest(Collection<UUID> connections) {
        return rows.newest(connections).stream()
                .map(this::withProgress)
                .collect(Collectors.toMap(Import::connectionId, one -> one));
    }

    /** Those of these connections of which an import was completed. */
    public Set<UUID> completed(Collection<UUID> connections) {
        return rows.completed(connections);
    }

    /** While its connection is paused it stands still, whatever else it waits for. */
    private Import withProgress(Import one) {
        return !one.state().ended() && isPaused(one.connectionId())
                ? one.waitingFor(new ImportProblem(Code.CONNECTION_PAUSED))
                : one;
    }

    private boolean isPaused(UUID connectionId) {
        return connections.find(connectionId).filter(Connection::isPaused).isPresent();
    }

    /**
     * Looks at the beginning of a CSV file as {@link #csv} would read it for that connection. Nothing of it is kept.
     *
     * @param whole whether this is all of the file; else it breaks off somewhere, best at the end of a line
     * @throws ImportRefusedException when it is no list of ids
     */
    public FilePreview preview(UUID connectionId, InputStream beginning, boolean whole) throws IOException {
        return FilePreview.of(beginning, whole, own(connectionId));
    }

    /** What the column of this account is called where a file comes out of its portal. */
    private Set<String> own(UUID connectionId) {
        return connections.find(connectionId).map(Connection::propertyNames).stream()
                .flatMap(names -> Stream.of(names.of(LineProperty.USER_ID), names.labelOf(LineProperty.USER_ID)))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Lets it rest. @throws ImportRefusedException when it is not running */
    public void pause(UUID id) {
        change(id, List.of(State.RUNNING), State.PAUSED, () -> jobs.pause(id));
    }

    /** Lets it go on. @throws ImportRefusedException when it does not rest */
    public void resume(UUID id) {
        change(id, List.of(State.PAUSED), State.RUNNING, () -> {
            jobs.resume(id);
            rows.tryNow(get(id).connectionId());
        });
    }

    /** Ends it for good; what is done stays done. @throws ImportRefusedException when it has ended already */
    public void cancel(UUID id) {
        change(id, List.of(State.QUEUED, State.RUNNING, State.PAUSED), State.CANCELLED, () -> jobs.cancel(id));
    }

    /** The first 1,000 bad lines of its file. */
    public List<BadLine> badLines(UUID id) {
        return rows.badLines(get(id).id());
    }

    void giveUp(UUID id, ImportProblem problem) {
        transaction.executeWithoutResult(ignored -> {
            var begun = rows.move(id, List.of(State.RUNNING, State.PAUSED), State.FAILED);
            if (begun || rows.move(id, List.of(State.QUEUED), State.FAILED)) {
                jobs.cancel(id);
                rows.problem(id, problem);
            }
            // whoever uploads a file sees at once that it is refused
            if (begun) {
                events.publishEvent(new ImportEnded(id, get(id).connectionId()));
            }
        });
    }

    private void change(UUID id, List<State> from, State to, Runnable also) {
        get(id);
        var changed = transaction.execute(ignored -> {
            var moved = rows.move(id, from, to);
            if (moved) {
                also.run();
            }
            return moved;
        });
        if (!Boolean.TRUE.equals(changed)) {
            throw new ImportRefusedException(Reason.CONFLICT, Code.STATE);
        }
    }

    private Import get(UUID id) {
        return rows.find(id).orElseThrow(() -> new ImportRefusedException(Reason.UNKNOWN, Code.UNKNOWN));
    }
}
