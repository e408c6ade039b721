package musubi.friends;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.friends.Import.State;
import musubi.friends.ImportProblem.Code;
import musubi.inbox.Origins;
import musubi.inbox.PortalOwnership;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.sync.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks along LINE's list of friends, page by page, as fast as the sync works them off, so that memory and inbox stay
 * small however many there are. The place in the walk and the friends of a page are stored together: a crash neither
 * loses nor repeats any.
 */
@Component
class FeedImports {

    private static final Logger LOG = LoggerFactory.getLogger(FeedImports.class);
    private static final int PAGE = 1_000;
    private static final int AHEAD = 3 * PAGE;
    /** A file that has not been read on for so long is not being read any more. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final ImportRows rows;
    private final Imports imports;
    private final Origins origins;
    private final Connections connections;
    private final LineClient line;
    private final PortalOwnership ownership;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<UUID> walking = ConcurrentHashMap.newKeySet();

    FeedImports(
            ImportRows rows,
            Imports imports,
            Origins origins,
            Connections connections,
            LineClient line,
            PortalOwnership ownership,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.imports = imports;
        this.origins = origins;
        this.connections = connections;
        this.line = line;
        this.ownership = ownership;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Gives each running import another page when it has room for one. */
    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    void feed() {
        for (var walk : rows.running()) {
            connections
                    .find(walk.connectionId())
                    .ifPresentOrElse(
                            connection -> {
                                if (!connection.isPaused()
                                        && ownership.own(connection.portalId())
                                        && walking.add(walk.id())) {
                                    Thread.ofVirtual().name("import").start(() -> step(connection, walk));
                                }
                            },
                            () -> imports.giveUp(walk.id(), new ImportProblem(Code.NO_CONNECTION)));
        }
    }

    /** Files whose reader is gone. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void giveUpAbandoned() {
        rows.stillReading(clock.instant().minus(ABANDONED))
                .forEach(id -> imports.giveUp(id, new ImportProblem(Code.BROKE_OFF)));
    }

    private void step(Connection connection, ImportRows.Walk walk) {
        try {
            var pending = origins.progress(walk.id()).pending();
            if (!walk.ended() && pending < AHEAD) {
                page(connection, walk);
            } else if (walk.ended() && pending == 0) {
                transaction.executeWithoutResult(ignored -> {
                    if (rows.move(walk.id(), List.of(State.RUNNING), State.DONE)) {
                        origins.end(walk.id());
                    }
                });
            }
        } catch (LineException e) {
            refused(walk, e.failure());
        } catch (RuntimeException e) {
            LOG.warn("an import waits: {}", e.getClass().getSimpleName());
        } finally {
            walking.remove(walk.id());
        }
    }

    private void page(Connection connection, ImportRows.Walk walk) {
        var page = line.followers(connections.lineChannel(connection.id()), walk.next(), PAGE);
        transaction.executeWithoutResult(ignored -> {
            origins.bring(walk.id(), connection.id(), page.userIds(), Payload.imported(clock.instant()));
            rows.walked(walk.id(), page.next());
        });
    }

    private void refused(ImportRows.Walk walk, LineFailure failure) {
        switch (failure.kind()) {
            case FORBIDDEN -> imports.giveUp(walk.id(), new ImportProblem(Code.NOT_VERIFIED));
            case REJECTED -> {
                if (walk.next().isPresent()) {
                    // older than 24 h: from the start again; who was brought in already is left out
                    rows.walkAgain(walk.id());
                } else {
                    imports.giveUp(walk.id(), new ImportProblem(Code.NOT_LISTED));
                }
            }
            case UNAUTHORIZED -> rows.problem(walk.id(), new ImportProblem(Code.UNAUTHORIZED));
            case LIMITED, QUOTA, UNAVAILABLE, UNREACHABLE ->
                rows.problem(walk.id(), new ImportProblem(Code.LINE_AWAY, failure.kind().name()));
        }
    }
}
