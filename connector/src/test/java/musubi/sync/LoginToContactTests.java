package musubi.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.contact.LoginConsent;
import musubi.inbox.EventQueue;
import musubi.inbox.NewEvent;
import musubi.inbox.Sha256Id;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consent on LINE Login becomes: e-mail addresses above all (product rule 4). */
class LoginToContactTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final Friend taro = connection.channel().newUser("太郎");

    @Test
    void aLoginCreatesAContactWithTheRealAddress() {
        login(taro, Optional.of("Taro@Example.com"));
        assertThat(contact(taro).properties())
                .containsEntry("line_user_name", "太郎 at login")
                .containsEntry("line_contact_source", "LOGIN")
                .containsEntry("line_follow", "YES")
                .containsEntry("email", "taro@example.com")
                .containsKeys("line_id_sync_date", "line_user_picture", "line_follow_updated_at");
    }

    @Test
    void aLoginCreatesAContactAlsoWhereEventsCreateNone() {
        var quiet = WORLD.connect(
                WORLD.hubspot().addPortal(PortalOptions.defaults()),
                Map.of("options", Map.of("autoCreateContacts", false)));
        var hanako = quiet.channel().newUser("花子");
        append(quiet, hanako, consent(hanako, Optional.empty(), Optional.empty()), Optional.of(false));
        quiet.drained();
        assertThat(quiet.value(hanako, "line_follow")).isEqualTo("NO");
        assertThat(quiet.value(hanako, "email")).isEqualTo(placeholder(hanako));
    }

    @Test
    void theRealAddressReplacesThePlaceholder() {
        follow();
        login(taro, Optional.of("taro@example.com"));
        assertThat(contact(taro).properties())
                .containsEntry("email", "taro@example.com")
                .containsEntry("line_contact_source", "FOLLOW");
        login(taro, Optional.empty());
        taro.write("hello");
        connection.drained();
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
    }

    @Test
    void anotherRealAddressStays() {
        follow();
        connection.portal().update(contact(taro).id(), Map.of("email", "work@example.com"));
        login(taro, Optional.of("taro@example.com"));
        assertThat(connection.value(taro, "email")).isEqualTo("work@example.com");
        assertThat(connection.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EmailConflictForm.class)
    void aCustomerWithThatAddressBecomesTheFriend(EmailConflictForm form) {
        connection.portal().emailConflictForm(form);
        var customer = connection.portal().createContact(Map.of("email", "taro@example.com", "firstname", "Taro"));
        login(taro, Optional.of("TARO@example.com"));
        assertThat(contact(taro).id()).isEqualTo(customer.id());
        assertThat(contact(taro).properties())
                .containsEntry("firstname", "Taro")
                .containsEntry("line_contact_source", "LOGIN")
                .containsEntry("line_follow", "YES")
                .containsEntry("line_user_name", "太郎 at login");
        assertThat(connection.portal().contacts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFriendAndTheCustomerWithTheirAddressAreMerged(boolean keepsPrimaryId) {
        connection.portal().mergeKeepsPrimaryId(keepsPrimaryId);
        var customer = connection
                .portal()
                .createContact(Map.of("email", "taro@example.com", "firstname", "Taro", "line_follow", "NO"));
        taro.follow();
        taro.write("before");
        connection.drained();
        var before = contact(taro).properties();
        login(taro, Optional.of("taro@example.com"));
        var survivor = contact(taro);
        assertThat(survivor.id() == customer.id()).isEqualTo(keepsPrimaryId);
        assertThat(survivor.properties())
                .containsEntry("email", "taro@example.com")
                .containsEntry("firstname", "Taro")
                .containsEntry("line_follow", "YES")
                .containsEntry("line_last_reply_message", "before")
                .containsEntry("line_contact_source", "FOLLOW")
                .containsEntry("line_id_sync_date", before.get("line_id_sync_date"));
        assertThat(connection.portal().contacts()).hasSize(1);
        taro.write("after");
        connection.drained();
        assertThat(connection.value(taro, "line_last_reply_message")).isEqualTo("after");
        assertThat(connection.portal().contacts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theAddressOfAnotherFriendIsNotTakenButTold(boolean isFriendAlready) {
        var hanako = connection.channel().newUser("花子");
        login(hanako, Optional.of("family@example.com"));
        if (isFriendAlready) {
            follow();
        }
        login(taro, Optional.of("family@example.com"));
        assertThat(connection.value(hanako, "email")).isEqualTo("family@example.com");
        assertThat(connection.value(taro, "email")).isEqualTo(placeholder(taro));
        assertThat(connection.value(taro, "line_user_name")).isEqualTo("太郎 at login");
        assertThat(connection.failures()).hasSize(1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("EMAIL_OF_ANOTHER_FRIEND");
        assertThat(connection.failures().get(0).path("contactId").asString())
                .isEqualTo(String.valueOf(contact(hanako).id()));
        // an operator puts it right
        connection.portal().update(contact(hanako).id(), Map.of("email", "hanako@example.com"));
        WORLD.api(
                "POST",
                "/api/failures/" + connection.failures().get(0).path("id").asString() + "/retry",
                null);
        connection.drained();
        assertThat(connection.value(taro, "email")).isEqualTo("family@example.com");
        assertThat(connection.failures()).isEmpty();
    }

    @Test
    void differentFriendsOfAnotherAccountOfThePortalAreNotMerged() {
        var second = WORLD.connect(connection.portal(), Map.of());
        var customer =
                connection.portal().createContact(Map.of("email", "taro@example.com", "line_user_id_2", userId('a')));
        follow();
        connection.portal().update(contact(taro).id(), Map.of("line_user_id_2", userId('b')));
        second.drained();
        login(taro, Optional.of("taro@example.com"));
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("EMAIL_OF_ANOTHER_FRIEND");
        assertThat(connection.portal().contact(customer.id()).orElseThrow().properties())
                .doesNotContainKey("line_user_id");
    }

    @Test
    void anAddressHubSpotDoesNotTakeIsTold() {
        login(taro, Optional.of("taro..yamada.@docomo.example.con"));
        assertThat(connection.value(taro, "email")).isEqualTo(placeholder(taro));
        assertThat(connection.value(taro, "line_contact_source")).isEqualTo("LOGIN");
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("EMAIL_REFUSED");
    }

    @Test
    void aPrivacyDeletedAddressDoesNotComeBack() {
        connection.portal().blockEmail("taro@example.com");
        login(taro, Optional.of("taro@example.com"));
        assertThat(connection.portal().contacts()).isEmpty();
        assertThat(connection.failures()).isEmpty();
        follow();
        login(taro, Optional.of("taro@example.com"));
        assertThat(connection.value(taro, "email")).isEqualTo(placeholder(taro));
    }

    @Test
    void twoFriendsWithOneAddressInOneBatch() {
        var hanako = connection.channel().newUser("花子");
        var inbox = WORLD.bean(EventQueue.class);
        inbox.append(List.of(
                event(
                        connection,
                        taro,
                        consent(taro, Optional.of("family@example.com"), Optional.empty()),
                        Optional.of(true)),
                event(
                        connection,
                        hanako,
                        consent(hanako, Optional.of("family@example.com"), Optional.empty()),
                        Optional.of(true))));
        connection.drained();
        assertThat(List.of(connection.value(taro, "email"), connection.value(hanako, "email")))
                .contains("family@example.com")
                .containsAnyOf(placeholder(taro), placeholder(hanako));
        assertThat(connection.failures()).hasSize(1);
    }

    @Test
    void aMergeWhoseAnswerIsLostIsNotDoneTwice() {
        connection.portal().createContact(Map.of("email", "taro@example.com"));
        follow();
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", ".*/contacts/merge", 1, Duration.ZERO));
        login(taro, Optional.of("taro@example.com"));
        assertThat(connection.portal().contacts()).hasSize(1);
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
        assertThat(connection.failures()).isEmpty();
    }

    @Test
    void aLinkNamesItsContactsAndNoOthers() {
        var opened = Instant.now().minusSeconds(30);
        append(connection, taro, consent(taro, Optional.empty(), Optional.of(link(opened))), Optional.of(true));
        connection.drained();
        assertThat(contact(taro).properties())
                .containsEntry("line_traffic_source", "店頭ポスター")
                .containsEntry("hs_analytics_source", "OTHER_CAMPAIGNS");
        var old = connection.channel().newUser("花子");
        old.follow();
        connection.drained();
        var later = Optional.of(link(Instant.now().plusSeconds(5)));
        append(connection, old, consent(old, Optional.empty(), later), Optional.of(true));
        connection.drained();
        assertThat(contact(old).properties()).doesNotContainKey("line_traffic_source");
    }

    @Test
    void aFriendWhoAddsTheAccountOnTheWayCameByTheLink() {
        var opened = Instant.now().minusSeconds(30);
        follow();
        append(connection, taro, consent(taro, Optional.empty(), Optional.of(link(opened))), Optional.of(true));
        connection.drained();
        assertThat(contact(taro).properties())
                .containsEntry("line_traffic_source", "店頭ポスター")
                .containsEntry("line_contact_source", "FOLLOW");
    }

    @Test
    void whereLineDoesNotSayWhetherTheyFollowTheProfileDecides() {
        append(connection, taro, consent(taro, Optional.empty(), Optional.empty()), Optional.empty());
        connection.drained();
        assertThat(connection.value(taro, "line_follow")).isEqualTo("NO");
        assertThat(connection.value(taro, "line_user_name")).isEqualTo("太郎 at login");
    }

    private void follow() {
        taro.follow();
        connection.drained();
    }

    private void login(Friend friend, Optional<String> email) {
        append(connection, friend, consent(friend, email, Optional.empty()), Optional.of(true));
        connection.drained();
    }

    private static LoginConsent consent(Friend friend, Optional<String> email, Optional<LoginConsent.ViaLink> link) {
        return new LoginConsent(
                Instant.now(), Optional.of(friend.displayName() + " at login"), Optional.empty(), email, link);
    }

    private static LoginConsent.ViaLink link(Instant openedAt) {
        return new LoginConsent.ViaLink("abcdefghij", "店頭ポスター", Optional.of("OTHER_CAMPAIGNS"), openedAt);
    }

    private static void append(
            TestWorld.TestConnection connection, Friend friend, LoginConsent login, Optional<Boolean> follows) {
        WORLD.bean(EventQueue.class).append(List.of(event(connection, friend, login, follows)));
    }

    private static NewEvent event(
            TestWorld.TestConnection connection, Friend friend, LoginConsent login, Optional<Boolean> follows) {
        return new NewEvent(
                UUID.fromString(connection.id()),
                Sha256Id.of("login " + UUID.randomUUID()),
                friend.userId(),
                Payload.loggedIn(login, follows));
    }

    private Contact contact(Friend friend) {
        return connection.contact(friend).orElseThrow();
    }

    private static String placeholder(Friend friend) {
        return friend.userId().toLowerCase(Locale.ROOT) + "@line.me";
    }

    private static String userId(char digit) {
        return "U" + String.valueOf(digit).repeat(32);
    }
}
