package musubi.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.inbox.EventQueue;
import musubi.inbox.Settlement;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.UserOptions;
import musubi.sync.ContactCreatedByLink;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** That a contact was created by a link is counted exactly when the friend's event is settled: a crash between loses neither. */
class CreatedCountTests {

    /** Events of the connection that others see waiting, and created contacts that others see counted, when a contact was created. */
    private static final List<List<Long>> SEEN = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final ApplicationListener<PayloadApplicationEvent<ContactCreatedByLink>> LISTENER =
            ApplicationListener.forPayload(
                    created -> SEEN.add(CompletableFuture.supplyAsync(() -> state(created.connectionId()))
                            .join()));

    @BeforeAll
    static void listen() {
        WORLD.context().addApplicationListener(LISTENER);
    }

    @AfterAll
    static void listenNoMore() {
        WORLD.context().removeApplicationListener(LISTENER);
    }

    private final LoginConnection connected = LoginConnection.of(WORLD);
    private final UUID connectionId = UUID.fromString(connected.connection().id());
    private final EventQueue queue = WORLD.bean(EventQueue.class);

    /** By another database connection than the listener's. */
    private static List<Long> state(UUID connectionId) {
        return List.of(
                WORLD.bean(EventQueue.class).backlog(connectionId).pending(),
                WORLD.database()
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
        assertThat(state(connectionId)).containsExactly(0L, 1L);
    }

    @Test
    void aCrashAfterCountingUndoesBoth() {
        var link = link();
        WORLD.api("POST", "/api/connections/" + connectionId + "/pause", null);
        connected.connection().channel().newUser("太郎").follow();
        Waits.eventually("it waits", () -> queue.backlog(connectionId).pending() == 1);
        var settlement = new Settlement();
        settlement.finish(queue.take(connectionId, List.of(), 10), Settlement.Outcome.CREATED);
        var publisher = WORLD.context();
        var created = new ContactCreatedByLink(connectionId, link);
        assertThatThrownBy(() -> queue.settle(settlement, () -> {
                    publisher.publishEvent(created);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");
        assertThat(state(connectionId)).containsExactly(1L, 0L);
        queue.settle(settlement, () -> publisher.publishEvent(created));
        assertThat(state(connectionId)).containsExactly(0L, 1L);
    }
}
