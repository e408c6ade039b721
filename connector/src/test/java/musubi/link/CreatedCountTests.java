package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import musubi.inbox.EventQueue;
import musubi.inbox.Settlement;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.UserOptions;
import musubi.sync.ContactCreatedByLink;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;

/** That a contact was created by a link is counted exactly when the friend's event is settled: a crash between loses neither. */
class CreatedCountTests {

    /** Events of the connection that others see waiting, and created contacts that others see counted, when a contact was created. */
    private static final List<List<Long>> SEEN = new CopyOnWriteArrayList<>();

    private static final AtomicReference<ApplicationEventPublisher> PUBLISHER = new AtomicReference<>();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(), Clock.systemUTC(), (world, context) -> {
        PUBLISHER.set(context);
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> published
                    && published.getPayload() instanceof ContactCreatedByLink created) {
                SEEN.add(CompletableFuture.supplyAsync(() -> state(world, created.connectionId()))
                        .join());
            }
        });
    });

    private final LoginConnection connected = LoginConnection.of(WORLD);
    private final UUID connectionId = UUID.fromString(connected.connection().id());
    private final EventQueue queue = WORLD.bean(EventQueue.class);

    /** By another database connection than the listener's. */
    private static List<Long> state(TestWorld world, UUID connectionId) {
        return List.of(
                world.bean(EventQueue.class).backlog(connectionId).pending(),
                world.database()
                        .jdbc()
                        .sql("select coalesce(sum(created), 0) from link_count where connection_id = ?")
                        .param(connectionId)
                        .query(Long.class)
                        .single());
    }

    private String link() {
        return connected.newLink(Map.of("title", "poster")).path("id").asString("");
    }

    @Test
    void theSyncCountsInTheTransactionThatSettles() {
        SEEN.clear();
        var friend = connected.connection().channel().newUser(UserOptions.named("花子"));
        new Browser(WORLD).link(connected.path() + "/" + link(), connected.login(), friend, Consent.given());
        connected.connection().drained();
        assertThat(SEEN).containsExactly(List.of(1L, 0L));
        assertThat(state(WORLD, connectionId)).containsExactly(0L, 1L);
    }

    @Test
    void aCrashAfterCountingUndoesBoth() {
        var link = link();
        WORLD.api("POST", "/api/connections/" + connectionId + "/pause", null);
        connected.connection().channel().newUser("太郎").follow();
        Waits.eventually("it waits", () -> queue.backlog(connectionId).pending() == 1);
        var settlement = new Settlement();
        settlement.finish(queue.take(connectionId, List.of(), 10), Settlement.Outcome.CREATED);
        var publisher = PUBLISHER.get();
        var created = new ContactCreatedByLink(connectionId, link);
        assertThatThrownBy(() -> queue.settle(settlement, () -> {
                    publisher.publishEvent(created);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        assertThat(state(WORLD, connectionId)).containsExactly(1L, 0L);
        queue.settle(settlement, () -> publisher.publishEvent(created));
        assertThat(state(WORLD, connectionId)).containsExactly(0L, 1L);
    }
}
