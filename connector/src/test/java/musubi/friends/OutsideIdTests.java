package musubi.friends;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody gives a HubSpot contact a LINE user id. */
class OutsideIdTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.sync.reconcile-interval", "300ms"));

    private final TestWorld.TestConnection connection = WORLD.connect();

    @BeforeEach
    void searchLagsALittle() {
        connection.portal().searchLag(Duration.ofMillis(500));
    }

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    @Test
    void itsContactIsCompletedAndKeepsItsAddress() {
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        connection.portal().archive(connection.contact(friend).orElseThrow().id());
        var contact = connection.portal().createContact(Map.of("line_user_id", friend.userId(), "firstname", "Sakura"));
        eventually(
                "the name is there",
                () -> connection.value(friend, "line_user_name").equals("さくら"));
        assertThat(connection.contact(friend).orElseThrow().id()).isEqualTo(contact.id());
        assertThat(connection.contact(friend).orElseThrow().properties())
                .containsEntry("line_contact_source", "HUBSPOT")
                .containsEntry("line_follow", "YES")
                .containsKeys("line_id_sync_date", "line_user_picture")
                .doesNotContainKey("email");
    }

    @Test
    void anIdLineDoesNotKnowDoesNotFollowAndIsAskedForOnce() {
        var stranger = "U" + "0123456789abcdef".repeat(2);
        connection.portal().createContact(Map.of("line_user_id", stranger, "email", "somebody@example.com"));
        eventually(
                "it is said",
                () -> "NO"
                        .equals(connection
                                .portal()
                                .contactBy("line_user_id", stranger)
                                .orElseThrow()
                                .properties()
                                .get("line_follow")));
        var asked = connection.channel().traffic().calls("GET /v2/bot/profile/{userId}");
        var searches = connection.portal().traffic().calls("POST contacts/search");
        eventually(
                "it is looked for some times more",
                () -> connection.portal().traffic().calls("POST contacts/search") > searches + 4);
        assertThat(connection.channel().traffic().calls("GET /v2/bot/profile/{userId}"))
                .isEqualTo(asked);
        assertThat(connection
                        .portal()
                        .contactBy("email", "somebody@example.com")
                        .orElseThrow()
                        .writes())
                .isEqualTo(2);
    }

    @Test
    void aPausedConnectionLooksForNoneUntilItGoesOn() {
        var other = WORLD.connect();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/pause", null);
        searchedAgain(other);
        connection.portal().traffic().reset();
        var friend = connection.channel().newUser("さくら");
        connection.portal().createContact(Map.of("line_user_id", friend.userId()));
        searchedAgain(other);
        assertThat(connection.portal().traffic().calls()).isZero();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/resume", null);
        eventually(
                "LINE has told whether they follow",
                () -> connection.value(friend, "line_follow").equals("NO"));
    }

    @Test
    void aTroubleAtLineIsWaitedOut() {
        WORLD.line().faults().add(Fault.answer("GET", "/v2/bot/profile/.*", -1, 503, "{\"message\":\"no\"}"));
        var friend = connection.channel().newUser("さくら");
        connection.portal().createContact(Map.of("line_user_id", friend.userId()));
        eventually("it waits", () -> connection.backlog().path("pending").asInt() == 1);
        assertThat(connection.value(friend, "line_follow")).isEmpty();
    }

    @Test
    void whatIsNoIdIsListedOnce() {
        connection.portal().createContact(Map.of("line_user_id", "my friend"));
        eventually("it is listed", () -> connection.failures().size() == 1);
        var searches = connection.portal().traffic().calls("POST contacts/search");
        eventually(
                "it is looked for some times more",
                () -> connection.portal().traffic().calls("POST contacts/search") > searches + 4);
        assertThat(connection.failures()).hasSize(1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("NO_LINE_USER_ID");
    }

    @Test
    void whatIsNoIdStaysListedOnceHoweverLongAndWhateverElseChanges() {
        var contact = connection.portal().createContact(Map.of("line_user_id", "my friend"));
        eventually("it is listed", () -> connection.failures().size() == 1);
        assertThat(connection.failures().get(0).path("contactId").asString()).isEqualTo(String.valueOf(contact.id()));
        WORLD.database().jdbc().sql("delete from seen_event").update();
        WORLD.api(
                "DELETE",
                "/api/failures/" + connection.failures().get(0).path("id").asString(),
                null);
        connection.portal().update(contact.id(), Map.of("firstname", "Sakura"));
        lookedForSomeTimesMore();
        assertThat(connection.failures()).isEmpty();
        connection.portal().update(contact.id(), Map.of("line_user_id", "my other friend"));
        eventually("it is listed again", () -> connection.failures().size() == 1);
    }

    @Test
    void whatIsPutRightLeavesTheList() {
        var contact = connection.portal().createContact(Map.of("line_user_id", "my friend"));
        eventually("it is listed", () -> connection.failures().size() == 1);
        WORLD.database()
                .jdbc()
                .sql("update wrong_id set noted_at = noted_at - interval '2 minutes'")
                .update();
        connection.portal().update(contact.id(), Map.of("line_user_id", ""));
        eventually("it is listed no more", () -> connection.failures().isEmpty());
    }

    /** An answer that leaves contacts out, or says nothing, is no proof that none is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"total\":1,\"results\":[]}", "{\"results\":[]}", "{\"total\":0}"})
    void anAnswerThatLeavesSomethingOutTakesNothingOffTheList(String incomplete) {
        connection.portal().createContact(Map.of("line_user_id", "not an id"));
        eventually("it is listed", () -> connection.failures().size() == 1);
        WORLD.database()
                .jdbc()
                .sql("update wrong_id set noted_at = noted_at - interval '2 minutes'")
                .update();
        WORLD.hubspot().faults().add(Fault.answerAfter("POST", ".*/contacts/search", -1, 200, incomplete));
        try {
            searchedAgain(connection);
            assertThat(connection.failures()).hasSize(1);
        } finally {
            WORLD.hubspot().faults().clear();
        }
    }

    private void lookedForSomeTimesMore() {
        var searches = connection.portal().traffic().calls("POST contacts/search");
        eventually(
                "it is looked for some times more",
                () -> connection.portal().traffic().calls("POST contacts/search") > searches + 4);
    }

    @Test
    void withTheOptionOffNothingIsLookedFor() {
        var quiet = WORLD.connect(
                WORLD.hubspot().addPortal(PortalOptions.defaults()),
                Map.of("options", Map.of("useOutsideLineIds", false)));
        var searches = connection.portal().traffic().calls("POST contacts/search");
        eventually(
                "others are looked at",
                () -> connection.portal().traffic().calls("POST contacts/search") > searches + 3);
        assertThat(quiet.portal().traffic().calls("POST contacts/search")).isZero();
    }

    /** A look that was under way has ended, and another begun and ended. */
    private static void searchedAgain(TestWorld.TestConnection other) {
        var searches = other.portal().traffic().calls("POST contacts/search");
        eventually(
                "it is looked for some times more",
                () -> other.portal().traffic().calls("POST contacts/search") > searches + 2);
    }
}
