package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do in HubSpot meanwhile: contacts and properties created, changed, and deleted. */
class HubSpotChangesTests {

    private static final String READ = ".*/contacts/batch/read";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connected = WORLD.connect();
    private final FollowedContacts contacts = new FollowedContacts(connected);

    @Test
    void aContactCreatedMeanwhileIsReadAgainAndUpdated() {
        var friend = connected.channel().newUser("さくら");
        // somebody makes the contact between our reading and our writing
        WORLD.hubspot().faults().add(Fault.answer("POST", READ, 1, 207, """
                {"status":"COMPLETE","results":[],"errors":[{"status":"error","category":"OBJECT_NOT_FOUND","context":{"ids":["%s"]}}]}""".formatted(friend.userId())));
        connected.portal().createContact(Map.of("line_user_id", friend.userId(), "email", "sakura@example.com"));
        friend.follow();
        contacts.oneEach(List.of(friend));
        assertThat(connected.value(friend, "email")).isEqualTo("sakura@example.com");
    }

    @ParameterizedTest
    @EnumSource(EmailConflictForm.class)
    void aContactThatHoldsThePlaceholderIsAdopted(EmailConflictForm form) {
        connected.portal().emailConflictForm(form);
        var friend = connected.channel().newUser("さくら");
        var existing =
                connected.portal().createContact(Map.of("email", friend.userId() + "@line.me", "firstname", "Sakura"));
        friend.follow();
        contacts.oneEach(List.of(friend));
        assertThat(connected.contact(friend).orElseThrow().id()).isEqualTo(existing.id());
        assertThat(connected.value(friend, "firstname")).isEqualTo("Sakura");
        assertThat(connected.value(friend, "line_contact_source")).isEqualTo("FOLLOW");
    }

    @Test
    void aPlaceholderOnTheContactOfAnotherFriendIsAFailure() {
        var other = contacts.follow();
        connected.drained();
        var friend = connected.channel().newUser("太郎");
        connected
                .portal()
                .update(connected.contact(other).orElseThrow().id(), Map.of("email", friend.userId() + "@line.me"));
        friend.follow();
        eventually("it is listed", () -> connected.failures().size() == 1);
        assertThat(connected.failures().get(0).path("code").asString()).isEqualTo("PLACEHOLDER_OF_ANOTHER_FRIEND");
        assertThat(connected.contact(friend)).isEmpty();
    }

    @Test
    void aPrivacyDeletedFriendIsNotCreatedAgainAndIsNoFailure() {
        var friend = contacts.follow();
        connected.drained();
        connected.portal().gdprDelete(connected.contact(friend).orElseThrow().id());
        friend.write("hello again");
        connected.drained();
        assertThat(connected.contact(friend)).isEmpty();
        assertThat(connected.failures()).isEmpty();
    }

    @Test
    void aDeletedContactIsCreatedAnewByTheNextEvent() {
        var friend = contacts.follow();
        connected.drained();
        connected.portal().archive(connected.contact(friend).orElseThrow().id());
        friend.write("hello again");
        connected.drained();
        assertThat(connected.value(friend, "line_contact_source")).isEqualTo("MESSAGE");
        assertThat(connected.value(friend, "line_last_reply_message")).isEqualTo("hello again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line_follow", "line_user_name", "line_user_id"})
    void aPropertyDeletedByHandIsCreatedAgain(String property) {
        var first = contacts.follow();
        connected.drained();
        connected.portal().deleteProperty(property);
        var second = contacts.follow();
        first.write("still there?");
        connected.drained();
        assertThat(connected.portal().properties().stream().map(each -> each.name()))
                .contains(property);
        assertThat(connected.failures()).isEmpty();
        assertThat(new HashSet<>(
                        List.of(connected.value(first, "line_follow"), connected.value(second, "line_follow"))))
                .containsExactly("YES");
        assertThat(connected.portal().contacts()).hasSize(2);
    }
}
