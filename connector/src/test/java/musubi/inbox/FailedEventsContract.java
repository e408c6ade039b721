package musubi.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link FailedEvents} promises. */
public abstract class FailedEventsContract extends InboxContract {

    protected FailedEventsContract(InboxUnderTest inbox) {
        super(inbox);
    }

    private static final String FRIEND = "U" + "a".repeat(32);

    private final FailedEvents failures = inbox.failures();

    private void fail(UUID connection, Set<String> but, String reason, String recordId) {
        var settlement = new Settlement();
        settlement.fail(queue.take(connection, but, 1), reason, "in HubSpot's words", recordId);
        queue.settle(settlement);
    }

    @Test
    void aFailureIsListedRetriedAndDeleted() {
        queue.append(List.of(event("a"), event("b")));
        var settlement = new Settlement();
        settlement.fail(take(), "VALUE_REFUSED", "in HubSpot's words", "");
        queue.settle(settlement);
        assertThat(queue.backlog(connectionId)).isEqualTo(new Backlog(0, 0, 2));
        assertThat(queue.backlogs()).containsEntry(connectionId, new Backlog(0, 0, 2));
        var listed = failures.page(connectionId, Long.MAX_VALUE, 10);
        assertThat(listed).extracting(FailedEvent::friend).containsExactly("b", "a");
        assertThat(listed).allSatisfy(failure -> {
            assertThat(failure.payload()).isEqualTo(payload(EventKind.FOLLOW, "{}"));
            assertThat(failure.detail()).isEqualTo("in HubSpot's words");
            assertThat(failure.recordId()).isEmpty();
        });
        assertThat(failures.page(connectionId, listed.getFirst().id(), 10)).hasSize(1);
        assertThat(failures.connectionOf(listed.getFirst().id())).contains(connectionId);
        assertThat(failures.retry(listed.getFirst().id())).contains(connectionId);
        assertThat(failures.retry(listed.getFirst().id())).isEmpty();
        assertThat(take()).singleElement().satisfies(event -> {
            assertThat(event.friend()).isEqualTo("b");
            assertThat(event.attempts()).isEqualTo(1);
            assertThat(event.payload()).isEqualTo(payload(EventKind.FOLLOW, "{}"));
        });
        assertThat(failures.delete(listed.getLast().id())).isTrue();
        assertThat(failures.delete(listed.getLast().id())).isFalse();
        assertThat(queue.backlog(connectionId).failed()).isZero();
    }

    @Test
    void failuresOfSeveralConnectionsAreCountedNarrowedAndRetriedByReason() {
        var other = inbox.connection();
        queue.append(List.of(event("a"), event("b"), event(other, "c")));
        fail(connectionId, Set.of(), "VALUE_REFUSED", "");
        fail(connectionId, Set.of("a"), "UNREADABLE", "");
        fail(other, Set.of(), "VALUE_REFUSED", "");
        var both = List.of(connectionId, other);
        assertThat(failures.counts(both)).containsOnly(Map.entry("VALUE_REFUSED", 2L), Map.entry("UNREADABLE", 1L));
        assertThat(failures.countsByConnection(both))
                .containsOnly(
                        Map.entry(connectionId, Map.of("VALUE_REFUSED", 1L, "UNREADABLE", 1L)),
                        Map.entry(other, Map.of("VALUE_REFUSED", 1L)));
        assertThat(failures.page(both, "", Long.MAX_VALUE, 10))
                .extracting(FailedEvent::friend)
                .containsExactly("c", "b", "a");
        assertThat(failures.page(both, "VALUE_REFUSED", Long.MAX_VALUE, 10))
                .extracting(FailedEvent::friend)
                .containsExactly("c", "a");
        assertThat(failures.page(List.of(), "", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(failures.retryAll(List.of(connectionId), "VALUE_REFUSED")).isEqualTo(1);
        assertThat(friends(take())).containsExactly("a");
        assertThat(failures.counts(both)).containsOnly(Map.entry("VALUE_REFUSED", 1L), Map.entry("UNREADABLE", 1L));
    }

    @Test
    void theFailuresOfAFriendForAReasonAreOneEntryAndGoTogether() {
        var other = inbox.connection();
        queue.append(List.of(event("a"), event("a"), event("b"), event(other, "a")));
        fail(connectionId, Set.of(), "VALUE_REFUSED", "");
        while (failures.counts(List.of(connectionId)).getOrDefault("VALUE_REFUSED", 0L) < 3) {
            fail(connectionId, Set.of(), "VALUE_REFUSED", "");
        }
        fail(other, Set.of(), "VALUE_REFUSED", "");
        var both = List.of(connectionId, other);
        var entries = failures.friends(List.of(connectionId), List.of("VALUE_REFUSED"), Long.MAX_VALUE, 10);
        assertThat(entries).hasSize(2);
        var twice = entries.stream()
                .filter(entry -> entry.events() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(twice.newest().friend()).isEqualTo("a");
        assertThat(failures.friends(both, List.of("VALUE_REFUSED"), Long.MAX_VALUE, 10))
                .hasSize(3);
        assertThat(failures.friends(both, List.of("UNREADABLE"), Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(failures.find(List.of(other), List.of(twice.newest().id()))).isEmpty();
        assertThat(failures.retryAlike(List.of(other), List.of(twice.newest().id())))
                .isEmpty();
        assertThat(failures.retryAlike(both, List.of(twice.newest().id()))).containsOnly(Map.entry(connectionId, 2L));
        var left = failures.page(both, "", Long.MAX_VALUE, 10).stream()
                .map(FailedEvent::id)
                .toList();
        assertThat(failures.deleteAlike(both, left)).containsOnly(Map.entry(connectionId, 1L), Map.entry(other, 1L));
        assertThat(failures.counts(both)).isEmpty();
    }

    @Test
    void whenAContactIsGoneFriendsAreTriedAgainAndWhatIsAboutTheContactAloneGoes() {
        queue.append(List.of(event(FRIEND), event("not an id"), event("another")));
        fail(connectionId, Set.of("not an id", "another"), "EMAIL_OF_ANOTHER_FRIEND", "42");
        fail(connectionId, Set.of(FRIEND, "another"), "NO_LINE_USER_ID", "42");
        fail(connectionId, Set.of(), "NO_LINE_USER_ID", "43");
        failures.contactsGone(connectionId, Set.of("42"));
        assertThat(failures.page(connectionId, Long.MAX_VALUE, 10))
                .extracting(FailedEvent::recordId)
                .containsExactly("43");
        assertThat(take()).singleElement().satisfies(event -> {
            assertThat(event.friend()).isEqualTo(FRIEND);
            assertThat(event.attempts()).isZero();
        });
    }

    @Test
    void whatIsAboutAContactIsDeletedByReason() {
        queue.append(List.of(event("a"), event("b"), event("c")));
        fail(connectionId, Set.of(), "NO_LINE_USER_ID", "42");
        fail(connectionId, Set.of(), "NO_LINE_USER_ID", "43");
        fail(connectionId, Set.of(), "VALUE_REFUSED", "42");
        failures.deleteAbout(connectionId, "NO_LINE_USER_ID", "42");
        assertThat(failures.page(connectionId, Long.MAX_VALUE, 10))
                .extracting(FailedEvent::friend)
                .containsExactly("c", "b");
    }

    @Test
    void aRewriteChangesTheEventsOfOneFriendAndKindAlone() {
        queue.append(List.of(
                new NewEvent(connectionId, UUID.randomUUID(), "a", payload(EventKind.MESSAGE, "secret")),
                new NewEvent(connectionId, UUID.randomUUID(), "a", payload(EventKind.POSTBACK, "secret")),
                new NewEvent(connectionId, UUID.randomUUID(), "b", payload(EventKind.MESSAGE, "secret"))));
        var settlement = new Settlement();
        settlement.fail(take(), "VALUE_REFUSED", "", "");
        queue.settle(settlement);
        failures.rewrite(connectionId, "a", EventKind.MESSAGE, ignored -> "gone".getBytes(StandardCharsets.UTF_8));
        assertThat(failures.page(connectionId, Long.MAX_VALUE, 10).reversed())
                .extracting(event -> new String(event.payload().json(), StandardCharsets.UTF_8))
                .containsExactly("gone", "secret", "secret");
    }
}
