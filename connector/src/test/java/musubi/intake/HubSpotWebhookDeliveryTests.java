package musubi.intake;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.WebhookApp;
import musubi.sandbox.hubspot.WebhookAppOptions;
import musubi.sandbox.hubspot.WebhookForgery;
import musubi.sandbox.line.Friend;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HubSpot reports what happens to contacts, with all the repeats and the disorder it is known for. */
class HubSpotWebhookDeliveryTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private static long apps = 1_000;

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final WebhookApp app = WORLD.hubspot().addWebhookApp(new WebhookAppOptions(apps++, AppWorld.SECRET));

    @BeforeEach
    void theAppIsInstalled() {
        app.targetUrl(AppWorld.PUBLIC + "/webhooks/hubspot");
        app.reachedAt(WORLD.url() + "/webhooks/hubspot");
        app.subscribe("contact.propertyChange", "line_user_id");
        List.of("contact.deletion", "contact.merge", "contact.privacyDeletion", "contact.restore")
                .forEach(app::subscribe);
        app.install(connection.portal());
    }

    @AfterEach
    void theAppGoes() {
        app.close();
    }

    @Test
    void idsFromOutsideAreTakenUpAtOnceAndOnceEach() {
        app.duplicates(0.4);
        app.disorder(0.4);
        var friends = IntStream.range(0, 250)
                .mapToObj(n -> connection.channel().newUser("friend " + n))
                .toList();
        // known to LINE as friends, but nothing comes from there: their contacts are made by hand
        friends.forEach(friend -> friend.noConsent(false));
        connection.channel().useWebhook(false);
        friends.forEach(Friend::follow);
        app.shuffled(() ->
                friends.forEach(friend -> connection.portal().createContact(Map.of("line_user_id", friend.userId()))));
        eventually(
                "all have a name",
                () -> friends.stream()
                        .allMatch(friend ->
                                connection.value(friend, "line_user_name").equals(friend.displayName())));
        assertThat(app.awaitQuiet(Duration.ofSeconds(10))).isTrue();
        connection.drained();
        assertThat(friends).allSatisfy(friend -> {
            assertThat(connection.value(friend, "line_contact_source")).isEqualTo("HUBSPOT");
            assertThat(connection.value(friend, "line_follow")).isEqualTo("YES");
            assertThat(connection.contact(friend).orElseThrow().writes()).isEqualTo(2);
        });
        assertThat(app.traffic().givenUp()).isZero();
    }

    @Test
    void aPrivacyDeletedContactTakesItsFailureAlong() {
        var contact = connection.portal().createContact(Map.of("line_user_id", "my friend", "email", "a@example.com"));
        eventually("it is listed", () -> connection.failures().size() == 1);
        connection.portal().gdprDelete(contact.id());
        eventually("nothing is listed", () -> connection.failures().isEmpty());
    }

    @Test
    void aRestoredContactIsTheFriendsAgain() {
        var taro = connection.channel().newUser("太郎");
        taro.follow();
        connection.drained();
        var contact = connection.contact(taro).orElseThrow();
        connection.portal().archive(contact.id());
        connection.portal().restore(contact.id());
        assertThat(app.awaitQuiet(Duration.ofSeconds(10))).isTrue();
        taro.write("hello");
        connection.drained();
        assertThat(connection.contact(taro).orElseThrow().id()).isEqualTo(contact.id());
        assertThat(connection.value(taro, "line_last_reply_message")).isEqualTo("hello");
        assertThat(connection.portal().contacts()).hasSize(1);
    }

    @Test
    void aMergeLetsThroughTheFriendInWhoseWayTheContactStood() {
        var taro = connection.channel().newUser("太郎");
        var placeholder = taro.userId().toLowerCase(Locale.ROOT) + "@line.me";
        var inTheWay =
                connection.portal().createContact(Map.of("email", placeholder, "line_user_id", "U" + "9".repeat(32)));
        taro.follow();
        eventually("it is listed", () -> connection.failures().size() == 1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("PLACEHOLDER_OF_ANOTHER_FRIEND");
        // the operator finds that it is the same person: the wrong id goes, and the rest into the right contact
        connection.portal().update(inTheWay.id(), Map.of("line_user_id", ""));
        var customer = connection.portal().createContact(Map.of("email", "taro@example.com"));
        var survivor = connection.portal().merge(customer.id(), inTheWay.id());
        eventually(
                "the friend has that contact",
                () -> connection
                        .contact(taro)
                        .filter(contact -> contact.id() == survivor.id())
                        .isPresent());
        assertThat(connection.failures()).isEmpty();
        assertThat(connection.value(taro, "email")).isEqualTo("taro@example.com");
    }

    @ParameterizedTest
    @EnumSource(value = WebhookForgery.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsNotFromHubSpotIsRefused(WebhookForgery forgery) {
        assertThat(app.raw("[]".getBytes(StandardCharsets.UTF_8), forgery).status())
                .isEqualTo(401);
        assertThat(app.raw("[]".getBytes(StandardCharsets.UTF_8), WebhookForgery.NONE)
                        .status())
                .isEqualTo(200);
    }
}
