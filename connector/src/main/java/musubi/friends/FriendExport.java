package musubi.friends;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import musubi.connection.Connection;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads all friends of a query for a file, the newest first. HubSpot's search ends at 10,000 results; each page therefore goes on
 * below the record id of the last, so that the file has no limit. Nothing is stored: one page is in memory at a time, and the next
 * one is read when the browser took it. Searches wait behind those of people and of friends' events.
 */
@Component
public class FriendExport implements DisposableBean {

    /** At the same time, of all portals; each occupies a request. A portal has at most one: it shares five searches a second. */
    static final int MAX = 20;

    /** HubSpot's most. */
    private static final int PAGE_SIZE = 200;

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How long a repeat of the same user waits: a click that the browser sent twice is over by then. */
    private static final Duration REPEAT_PATIENCE = Duration.ofSeconds(3);

    private final FriendList friends;
    private final Map<Long, Running> portals = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    FriendExport(FriendList friends) {
        this.friends = friends;
    }

    /**
     * Begins, and reads the first page, so that it is known before a file begins whether HubSpot responds.
     *
     * @param query its order, limit and start do not matter
     * @param user who asks for it. While a file of theirs is being read, which may be for a click that the browser has given up for this one,
     *     it is waited for some seconds
     * @throws ExportRunningException when the portal, or all portals together, have as many as may be
     * @throws HubSpotException when HubSpot does not answer the search
     * @throws SearchTooLongException when HubSpot would refuse the search for its length
     */
    public Reading begin(Connection connection, FriendQuery query, String user) {
        take(connection.portalId(), user);
        try {
            return new Reading(connection, query, read(connection, query.allFrom("", PAGE_SIZE)));
        } catch (RuntimeException e) {
            end(connection.portalId());
            throw e;
        }
    }

    /** The friends of one file. To be closed, which lets the next file of the portal begin. */
    public final class Reading implements AutoCloseable {

        private final Connection connection;
        private final FriendQuery query;
        private final FriendPage first;

        private Reading(Connection connection, FriendQuery query, FriendPage first) {
            this.connection = connection;
            this.query = query;
            this.first = first;
        }

        /**
         * Reads to the end.
         *
         * @throws HubSpotException when HubSpot does not answer one of the searches, several times
         */
        public void forEach(Consumer<Friend> each) {
            for (var page = first;
                    ;
                    page = read(connection, query.allFrom(page.next().get(), PAGE_SIZE))) {
                page.items().forEach(each);
                if (page.next().isEmpty()) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            end(connection.portalId());
        }
    }

    /** A long file must not be lost to a moment in which HubSpot does not respond. */
    private FriendPage read(Connection connection, FriendQuery page) {
        var pause = FIRST_PAUSE;
        for (var attempt = 1; ; attempt++) {
            try {
                return friends.page(connection, page, CallPriority.IMPORT);
            } catch (HubSpotException e) {
                var passes = e.kind() == Kind.RETRY || e.kind() == Kind.LIMITED;
                var wait = e.retryAfter().orElse(pause);
                if (!passes || attempt == ATTEMPTS || wait.compareTo(LONGEST_PAUSE) > 0 || isEndedWithin(wait)) {
                    throw e;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }

    private boolean isEndedWithin(Duration wait) {
        try {
            return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One of a portal that is running. */
    private static final class Running {

        private final String user;
        private boolean awaited;

        private Running(String user) {
            this.user = user;
        }
    }

    private void take(long portalId, String user) {
        synchronized (portals) {
            var running = portals.get(portalId);
            if (running != null) {
                var own = running.user.equals(user);
                if (!own || running.awaited || !endsSoon(portalId, running)) {
                    throw new ExportRunningException(own);
                }
            }
            if (portals.size() >= MAX) {
                throw new ExportRunningException(false);
            }
            portals.put(portalId, new Running(user));
        }
    }

    /** One waits at a time: each occupies a request. Called with the lock, which is not held while it waits. */
    private boolean endsSoon(long portalId, Running running) {
        running.awaited = true;
        var end = System.nanoTime() + REPEAT_PATIENCE.toNanos();
        try {
            for (var left = REPEAT_PATIENCE.toNanos(); left > 0 && portals.containsKey(portalId); ) {
                TimeUnit.NANOSECONDS.timedWait(portals, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.awaited = false;
        }
        return !portals.containsKey(portalId);
    }

    private void end(long portalId) {
        synchronized (portals) {
            portals.remove(portalId);
            portals.notifyAll();
        }
    }

    /** Waits for HubSpot no longer. */
    @Override
    public void destroy() {
        ended.countDown();
    }
}
