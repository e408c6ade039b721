package musubi.connection.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionStatusRepository;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotOAuth;
import musubi.sandbox.hubspot.Portal;
import musubi.testing.AppWorld;

/** Calls of HubSpot at the same time, by the grants of one or more nodes. */
final class ConcurrentCalls {

    private ConcurrentCalls() {}

    /** Makes calls, by the nodes in turn, and waits until all have succeeded. */
    static void make(AppWorld world, Portal portal, int calls, List<Grants> nodes) throws Exception {
        var hubspot = world.world().bean(HubSpotClient.class);
        var ready = new CountDownLatch(calls);
        var tasks = new ArrayList<Callable<Long>>();
        for (var at = 0; at < calls; at++) {
            var access = nodes.get(at % nodes.size()).access(portal.id());
            tasks.add(() -> {
                ready.countDown();
                ready.await();
                return hubspot.account(access).portalId();
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(portal.id());
            }
        }
    }

    /** Grants with a memory and locks of their own on the same database, as those of another node. */
    static Grants anotherNode(AppWorld app) {
        var world = app.world();
        var repository = world.bean(GrantRepository.class);
        var cache = new GrantCache(repository);
        var statuses = world.bean(ConnectionStatusRepository.class);
        var connections = world.bean(ConnectionCache.class);
        var oauth = world.bean(HubSpotOAuth.class);
        var newTransaction = world.bean(NewTransaction.class);
        var refresh = new TokenRefresh(cache, repository, statuses, connections, oauth, newTransaction, app.clock());
        return new Grants(cache, repository, refresh, statuses, connections, oauth, newTransaction, app.clock());
    }
}
