package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch costs whose contacts are created before any is read, and what it leaves as it is. */
class CreatedFirstTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CREATE = ".*/contacts/batch/create";

    private final AppliedBatches batches = new AppliedBatches(WORLD, true);
    private final List<Friend> friends = batches.connected().channel().crowd(100);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
    }

    private void areImported() {
        friends.forEach(friend -> batches.append(friend.userId(), Payload.imported(AT)));
    }

    private void costs(int create, int read, int update) {
        assertThat(List.of(batches.calls("create"), batches.calls("read"), batches.calls("update")))
                .as("create, read, update")
                .containsExactly((long) create, (long) read, (long) update);
    }

    @Test
    void aHundredNewFriendsAreOneCall() {
        areImported();
        batches.applyOne();
        costs(1, 0, 0);
        assertThat(batches.pending()).isZero();
        assertThat(batches.contacts())
                .hasSize(100)
                .allSatisfy(contact -> assertThat(contact.properties())
                        .containsEntry("line_contact_source", "IMPORT")
                        .containsKeys("line_user_name", "line_follow", "line_id_sync_date", "email"));
    }

    @Test
    void aHundredWhoFollowedAreOneCall() {
        friends.forEach(friend -> batches.append(friend.userId(), followed()));
        batches.applyOne();
        costs(1, 0, 0);
        assertThat(batches.contacts()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void thoseWhoHaveAContactAreReadAndKeepWhatIsTheirs(int known) {
        friends.subList(0, known)
                .forEach(friend -> batches.connected()
                        .portal()
                        .createContact(Map.of(
                                "line_user_id", friend.userId(),
                                "email", friend.userId() + "@example.com",
                                "line_user_name", "an old name",
                                "line_follow", "NO",
                                "line_contact_source", "LOGIN",
                                "line_id_sync_date", "2020-01-02")));
        areImported();
        batches.applyOne();
        costs(1, 1, 1);
        assertThat(batches.contacts()).hasSize(100);
        for (var friend : friends.subList(0, known)) {
            assertThat(batches.connected().contact(friend).orElseThrow().properties())
                    .containsEntry("email", friend.userId().toLowerCase(Locale.ROOT) + "@example.com")
                    .containsEntry("line_user_name", friend.displayName())
                    .containsEntry("line_follow", "NO")
                    .containsEntry("line_contact_source", "LOGIN")
                    .containsEntry("line_id_sync_date", "2020-01-02");
        }
        assertThat(batches.failures()).isEmpty();
    }

    @Test
    void whereOneRowRefusesTheWholeCallTheNextOneReads() {
        batches.connected().portal().errorsByRow(false);
        batches.connected()
                .portal()
                .createContact(Map.of("line_user_id", friends.getFirst().userId()));
        areImported();
        batches.applyOne();
        costs(2, 1, 1);
        assertThat(batches.contacts()).hasSize(100);
    }

    @Test
    void aContactThatHasOnlyThePlaceholderIsTheFriends() {
        var friend = friends.getFirst();
        batches.connected()
                .portal()
                .createContact(Map.of("email", friend.userId() + "@line.me", "firstname", "Hanako"));
        areImported();
        batches.applyOne();
        assertThat(batches.contacts()).hasSize(100);
        assertThat(batches.connected().contact(friend).orElseThrow().properties())
                .containsEntry("firstname", "Hanako")
                .containsEntry("line_contact_source", "IMPORT");
    }

    @Test
    void whatWasCreatedByACallWhoseAnswerWasLostIsFoundAndNotWrittenAgain() {
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", CREATE, 1, Duration.ZERO));
        areImported();
        batches.applyOne();
        assertThat(batches.pending()).isEqualTo(100);
        assertThat(batches.contacts()).hasSize(100);
        batches.applyAll();
        assertThat(batches.contacts()).hasSize(100);
        assertThat(batches.contacts())
                .allSatisfy(contact -> assertThat(contact.writes())
                        .as("nothing was written again")
                        .isEqualTo(1));
    }

    @Test
    void aCallThatIsRefusedAsAWholeIsFollowedByOneThatReads() {
        WORLD.hubspot().faults().add(Fault.answer("POST", CREATE, 1, 409, """
                {"status":"error","message":"Contact already exists. Existing ID: 12","correlationId":"1","category":"CONFLICT"}"""));
        areImported();
        batches.applyOne();
        // HubSpot worked on the second create only
        costs(1, 1, 0);
        assertThat(batches.pending()).isZero();
        assertThat(batches.contacts()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message\",\"timestamp\":1764000000000,\"message\":{\"id\":\"1\",\"type\":\"text\",\"text\":\"hello\"}}",
                "{\"type\":\"unfollow\",\"timestamp\":1764000000000}"
            })
    void aBatchInWhichSomebodyDidSomethingElseIsReadFirst(String json) {
        friends.subList(0, 99).forEach(friend -> batches.append(friend.userId(), Payload.imported(AT)));
        batches.append(
                friends.getLast().userId(),
                new EventPayload(
                        json.contains("unfollow") ? EventKind.UNFOLLOW : EventKind.MESSAGE,
                        json.getBytes(StandardCharsets.UTF_8)));
        batches.applyOne();
        assertThat(batches.calls("read")).isEqualTo(1);
    }

    private static EventPayload followed() {
        return new EventPayload(
                EventKind.FOLLOW,
                "{\"type\":\"follow\",\"timestamp\":%d}"
                        .formatted(AT.toEpochMilli())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
