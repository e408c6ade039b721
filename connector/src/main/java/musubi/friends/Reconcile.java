package musubi.friends;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.Search;
import musubi.hubspot.Search.Filter;
import musubi.hubspot.SearchPage;
import musubi.inbox.EventQueue;
import musubi.inbox.InboxUnavailableException;
import musubi.inbox.NewEvent;
import musubi.inbox.PortalOwnership;
import musubi.inbox.Sha256Id;
import musubi.sync.Payload;
import musubi.sync.SyncSettings;
import musubi.sync.WrongIds;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Finds contacts to which somebody gave a LINE user id outside Musubi (by hand, by API, by CSV): they have an id but no sync date. Each
 * becomes an event in the inbox; the sync date that the sync writes ends it. HubSpot's search index lags, so a contact may be found twice:
 * the second event changes nothing.
 */
@Component
class Reconcile implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final String RECORD_ID = "hs_object_id";
    private static final String MODIFIED = "lastmodifieddate";
    private static final int PAGE = 200;

    private final Connections connections;
    private final HubSpotClient hubspot;
    private final EventQueue inbox;
    private final PortalOwnership ownership;
    private final Clock clock;
    private final WrongIds wrongIds;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService sweeps = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("reconcile").factory());

    Reconcile(
            Connections connections,
            HubSpotClient hubspot,
            EventQueue inbox,
            PortalOwnership ownership,
            Clock clock,
            WrongIds wrongIds,
            SyncSettings settings,
            LocalJobs jobs) {
        this.connections = connections;
        this.hubspot = hubspot;
        this.inbox = inbox;
        this.ownership = ownership;
        this.clock = clock;
        this.wrongIds = wrongIds;
        jobs.every(settings.reconcileInterval(), "reconcile", this::sweep);
    }

    /** Searches all connections of the portals that this node owns, in parallel, unless the previous search of a connection still runs. */
    void sweep() {
        for (var connection : connections.all()) {
            if (connection.options().useOutsideLineIds()
                    && connection.state() == Connection.State.ACTIVE
                    && !connection.isPaused()
                    && ownership.own(connection.portalId())
                    && underWay.add(connection.id())) {
                sweeps.execute(() -> look(connection));
            }
        }
    }

    private void look(Connection connection) {
        try {
            sweep(connection);
        } catch (HubSpotException | InboxUnavailableException e) {
            LOG.info("portal {}: the search for ids from outside failed: {}", connection.portalId(), e.getMessage());
        } catch (UnknownConnectionException ignored) {
            // deleted in the meantime
        } catch (Throwable e) { // looked for again at the next time, whatever it was
            WorkerFailures.record("reconcile", e);
        } finally {
            underWay.remove(connection.id());
        }
    }

    @Override
    public void destroy() {
        sweeps.shutdownNow();
    }

    /** Pages by record id, since a search ends at 10,000 results. Only a complete search says which contacts were not found. */
    private void sweep(Connection connection) {
        var wrong = new HashSet<String>();
        var last = 0L;
        for (var more = true; more; ) {
            var above = last;
            var page = page(connection, above);
            var found = page.contacts();
            if (found.size() < Math.min(page.total(), PAGE)
                    || found.stream().anyMatch(record -> Long.parseLong(record.id()) <= above)) {
                LOG.info(
                        "portal {}: HubSpot's search did not answer what it was asked, and is asked again",
                        connection.portalId());
                return;
            }
            inbox.append(found.stream().map(record -> event(connection, record)).toList());
            for (var record : found) {
                if (isWrong(userId(connection, record))) {
                    wrong.add(record.id());
                }
                last = Math.max(last, Long.parseLong(record.id()));
            }
            more = page.total() > found.size();
        }
        putRight(connection, wrongIds.doubtful(connection.id(), wrong));
    }

    /** Contacts that the search did not find: reading such a contact shows whether its problem is solved. */
    private void putRight(Connection connection, List<String> doubtful) {
        var userId = connection.propertyNames().of(LineProperty.USER_ID);
        for (var from = 0; from < doubtful.size(); from += HubSpotClient.BATCH) {
            var some = doubtful.subList(from, Math.min(from + HubSpotClient.BATCH, doubtful.size()));
            var read = hubspot.read(
                    connections.hubspot(connection.id()).with(CallPriority.SWEEP), RECORD_ID, some, List.of(userId));
            var right = new ArrayList<>(read.absent());
            read.found().forEach((recordId, record) -> {
                if (record.covers(userId) && !isWrong(userId(connection, record))) {
                    right.add(recordId);
                }
            });
            wrongIds.putRight(connection.id(), right);
        }
    }

    private static boolean isWrong(String userId) {
        return !userId.isEmpty() && LineUserId.parse(userId).isEmpty();
    }

    private static String userId(Connection connection, ContactRecord record) {
        return record.properties().getOrDefault(connection.propertyNames().of(LineProperty.USER_ID), "");
    }

    private SearchPage page(Connection connection, long aboveId) {
        var names = connection.propertyNames();
        var filters = new ArrayList<>(List.of(
                Filter.known(names.of(LineProperty.USER_ID)), Filter.unknown(names.of(LineProperty.ID_SYNC_DATE))));
        if (aboveId > 0) {
            filters.add(new Filter(RECORD_ID, "GT", String.valueOf(aboveId)));
        }
        return hubspot.search(
                connections.hubspot(connection.id()).with(CallPriority.SWEEP),
                new Search(
                        List.of(filters),
                        List.of(names.of(LineProperty.USER_ID), MODIFIED),
                        RECORD_ID,
                        false,
                        PAGE,
                        ""));
    }

    /** The id of the event: the same for the same contact in the same state, so that it is not appended twice. */
    private NewEvent event(Connection connection, ContactRecord record) {
        var userId = userId(connection, record);
        return new NewEvent(
                connection.id(),
                Sha256Id.of(
                        record.id() + " " + userId + " " + record.properties().getOrDefault(MODIFIED, "")),
                userId,
                Payload.outside(clock.instant(), record.id()));
    }
}
