package musubi.friends;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.Connections;
import musubi.friends.Import.State;
import musubi.friends.ImportProblem.Code;
import musubi.friends.ImportRows.Walk;
import musubi.inbox.ImportJobs;
import musubi.inbox.PortalOwnership;
import musubi.line.Followers;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.sync.Payload;
import musubi.system.DurableJobs;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks along LINE's list of friends, page by page, as fast as the sync works them off, so that memory and inbox stay
 * small however many there are. The place in the walk and the friends of a page are stored together: a crash neither
 * loses nor repeats any.
 */
@Component
class FeedImports {

    private static final int PAGE = 1_000;
    private static final int AHEAD = 3 * PAGE;
    /** A file that has not been read on for so long is not being read any more. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    /** LINE may forget a place once a day; more often than this in one import is not that. */
    private static final int REWALKS = 10;

    private static final Duration REST = Duration.ofSeconds(5);

    private final ImportRows rows;
    private final Imports imports;
    private final ImportJobs jobs;
    private final Connections connections;
    private final LineClient line;
    private final PortalOwnership ownership;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Set<UUID> walking = ConcurrentHashMap.newKeySet();
    /** After a failure that is ours, as of the database: until then another try would only be another failure. */
    private final Map<UUID, Instant> resting = new ConcurrentHashMap<>();

    FeedImports(
            ImportRows rows,
            Imports imports,
            ImportJobs jobs,
            Connections connections,
            LineClient line,
            PortalOwnership ownership,
            TransactionTemplate transaction,
            Clock clock,
            ApplicationEventPublisher events,
            LocalJobs local,
            DurableJobs durable) {
        this.rows = rows;
        this.imports = imports;
        this.jobs = jobs;
        this.connections = connections;
        this.line = line;
        this.ownership = ownership;
        this.transaction = transaction;
        this.clock = clock;
        this.events = events;
        local.every(Duration.ofMillis(200), "imports", this::feed);
        durable.every(Duration.ofMinutes(1), "abandoned-imports", this::giveUpAbandoned);
    }

    /** Gives each running import another page when it has room for one. */
    void feed() {
        for (var walk : rows.running(clock.instant())) {
            // one that is not found cannot be read now (its credentials do not decrypt): its imports wait with it
            connections.find(walk.connectionId()).ifPresent(connection -> {
                if (!connection.isPaused()
                        && !isResting(walk)
                        && ownership.own(connection.portalId())
                        && walking.add(walk.id())) {
                    Thread.ofVirtual().name("import").start(() -> step(connection, walk));
                }
            });
        }
    }

    /** Files whose reader is gone. */
    void giveUpAbandoned() {
        rows.stillReading(clock.instant().minus(ABANDONED))
                .forEach(id -> imports.giveUp(id, new ImportProblem(Code.BROKE_OFF)));
    }

    /** Credentials may be new: what waits for LINE is tried at once. */
    @EventListener
    void changed(ConnectionChanged event) {
        rows.tryNow(event.id());
    }

    private boolean isResting(Walk walk) {
        return clock.instant().isBefore(resting.getOrDefault(walk.id(), Instant.MIN));
    }

    private void rest(Walk walk) {
        resting.values().removeIf(until -> until.isBefore(clock.instant()));
        resting.put(walk.id(), clock.instant().plus(REST));
    }

    private void step(Connection connection, Walk walk) {
        try {
            var pending = jobs.progress(walk.id()).pending();
            if (!walk.ended() && pending < AHEAD) {
                page(connection, walk);
            } else if (walk.ended() && pending == 0) {
                transaction.executeWithoutResult(ignored -> {
                    if (rows.move(walk.id(), List.of(State.RUNNING), State.DONE)) {
                        jobs.end(walk.id());
                        events.publishEvent(new ImportEnded(walk.id(), walk.connectionId()));
                    }
                });
            }
        } catch (LineException e) {
            refused(walk, e.failure());
        } catch (Throwable e) { // the walk is tried again, whatever it was
            WorkerFailures.record("import", e);
            rest(walk);
        } finally {
            walking.remove(walk.id());
        }
    }

    private void page(Connection connection, Walk walk) {
        var page = line.followers(connections.lineChannel(connection.id()), walk.next(), PAGE);
        if (page.next().isPresent() && page.next().equals(walk.next())) {
            // the same place again would be walked for ever
            waits(walk, new ImportProblem(Code.LINE_AWAY, LineFailure.Kind.UNAVAILABLE.name()));
            return;
        }
        bringIn(walk, page);
    }

    /** Stores a page with the place after it, unless the walk was ended or rests meanwhile: it is fetched again then. */
    void bringIn(Walk walk, Followers page) {
        transaction.executeWithoutResult(ignored -> {
            if (rows.holds(walk.id(), State.RUNNING)) {
                jobs.append(walk.id(), walk.connectionId(), page.userIds(), Payload.imported(clock.instant()));
                rows.walked(walk.id(), page.next());
            }
        });
    }

    private void refused(Walk walk, LineFailure failure) {
        switch (failure.kind()) {
            case FORBIDDEN -> {
                if (walk.next().isPresent()) {
                    // an account that has listed friends is one that may: it is something else, and goes by
                    waits(walk, new ImportProblem(Code.LINE_AWAY, failure.kind().name()));
                } else {
                    imports.giveUp(walk.id(), new ImportProblem(Code.NOT_VERIFIED));
                }
            }
            case REJECTED -> {
                if (walk.next().isPresent() && walk.rewalks() < REWALKS) {
                    // older than 24 h: from the start again; who was brought in already is left out
                    rows.walkAgain(walk.id(), clock.instant().plus(ImportWait.after(walk.rewalks())));
                } else {
                    imports.giveUp(walk.id(), new ImportProblem(Code.NOT_LISTED));
                }
            }
            case UNAUTHORIZED -> waits(walk, new ImportProblem(Code.UNAUTHORIZED));
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE ->
                waits(walk, new ImportProblem(Code.LINE_AWAY, failure.kind().name()));
        }
    }

    private void waits(Walk walk, ImportProblem problem) {
        rows.waits(walk.id(), problem, clock.instant().plus(ImportWait.after(walk.failedCalls() + 1)));
    }
}
