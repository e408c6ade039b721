package musubi.friends;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What docs/from-little-help-connect.md says of a portal that another connector filled. */
@LongRunning
class FromAnotherConnectorTests {

    private static final List<PropertyOption> YES_NO =
            List.of(new PropertyOption("Yes", "YES"), new PropertyOption("No", "NO"));
    private static final Map<String, String> NAMES = Map.of(
            "lineUserId", "lha_line_user_id",
            "lineUserName", "lha_line_user_name",
            "lineUserPicture", "lha_line_user_picture",
            "lineIdSyncDate", "lha_line_id_sync_date",
            "lineFollow", "lha_line_follow",
            "lineLastReplyMessage", "lha_line_last_response",
            "lineUnanswered", "lha_line_unanswered");

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared(Map.of("musubi.sync.reconcile-interval", "300ms"));

    private final Portal portal =
            WORLD.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));

    @Test
    void aMappedPortalIsTakenOverWithoutACopy() {
        theirProperties();
        var connection = WORLD.connect(portal, Map.of("propertyNames", NAMES));
        var friend = connection.channel().newUser("さくら");
        silently(connection, friend);
        var theirs = theirContact(friend, "sakura@example.com");
        // whoever has a sync date is left in peace by the sweep
        var outsider = connection.channel().newUser("太郎");
        silently(connection, outsider);
        var without = portal.createContact(Map.of("lha_line_user_id", outsider.userId()));
        eventually(
                "the sweep has been there",
                () -> value(without, "lha_line_user_name").equals("太郎"));
        assertThat(portal.contact(theirs.id()).orElseThrow().properties()).isEqualTo(theirs.properties());

        friend.write("hello");
        connection.drained();
        friend.block();
        connection.drained();
        assertThat(portal.contacts()).hasSize(2);
        assertThat(portal.contact(theirs.id()).orElseThrow().properties())
                .containsEntry("lha_line_follow", "NO")
                .containsEntry("lha_line_last_response", "hello")
                .containsEntry("lha_line_unanswered", "YES")
                .containsEntry("lha_line_user_name", "an old name")
                .containsEntry("lha_line_id_sync_date", "2024-04-01")
                .containsEntry("line_contact_source", "HUBSPOT")
                .containsEntry("email", "sakura@example.com")
                .doesNotContainKeys("line_user_id", "line_user_name", "line_follow");
    }

    @Test
    void anImportRefreshesNameAndPictureAndMakesThoseWhoAreMissing() {
        theirProperties();
        var connection = WORLD.connect(portal, Map.of("propertyNames", NAMES));
        var known = connection.channel().newUser("さくら");
        var missing = connection.channel().newUser("太郎");
        silently(connection, known);
        silently(connection, missing);
        var theirs = theirContact(known, "sakura@example.com");
        var counts = imported(connection);
        assertThat(counts.path("created").asInt()).as(counts.toString()).isEqualTo(1);
        assertThat(counts.path("updated").asInt()).as(counts.toString()).isEqualTo(1);
        assertThat(portal.contacts()).hasSize(2);
        var expected = new HashMap<>(theirs.properties());
        expected.put("lha_line_user_name", "さくら");
        expected.put("lha_line_user_picture", value(theirs, "lha_line_user_picture"));
        expected.put("lastmodifieddate", value(theirs, "lastmodifieddate"));
        assertThat(portal.contact(theirs.id()).orElseThrow().properties()).containsAllEntriesOf(expected);
        assertThat(value(theirs, "lha_line_user_picture")).isNotEqualTo("https://example.com/old.png");
    }

    @Test
    void withoutAMappedSyncDateTheSweepCompletesEveryContactAndLeavesTheAddress() {
        theirProperties();
        var names = new HashMap<>(NAMES);
        names.remove("lineIdSyncDate");
        var connection = WORLD.connect(portal, Map.of("propertyNames", names));
        var friend = connection.channel().newUser("さくら");
        silently(connection, friend);
        var theirs = theirContact(friend, "");
        eventually(
                "the sweep has been there",
                () -> value(theirs, "lha_line_user_name").equals("さくら"));
        assertThat(portal.contact(theirs.id()).orElseThrow().properties())
                .containsEntry("lha_line_follow", "YES")
                .containsEntry("line_contact_source", "HUBSPOT")
                .containsKey("line_id_sync_date");
        assertThat(value(theirs, "email")).isEmpty();
    }

    @Test
    void withoutAMappedIdOnlyThePlaceholderTellsWhoSomebodyIs() {
        theirProperties();
        var connection = WORLD.connect(portal, Map.of());
        var placeholder = connection.channel().newUser("さくら");
        var real = connection.channel().newUser("太郎");
        silently(connection, placeholder);
        silently(connection, real);
        var found = theirContact(placeholder, placeholder.userId() + "@line.me");
        var notFound = theirContact(real, "taro@example.com");
        imported(connection);
        assertThat(value(found, "line_user_id")).isEqualTo(placeholder.userId());
        assertThat(value(notFound, "line_user_id")).isEmpty();
        assertThat(connection.contact(real)).isPresent();
        assertThat(portal.contacts()).hasSize(3);
    }

    @Test
    void idsCopiedIntoAUniquePropertyMadeByHandMakeThemFound() {
        theirProperties();
        portal.addProperty(PropertyDefinition.custom("line_user_id", "LINE User ID", "string", "text", "own")
                .unique());
        var connection = WORLD.connect(portal, Map.of());
        var real = connection.channel().newUser("太郎");
        silently(connection, real);
        var theirs = theirContact(real, "taro@example.com");
        portal.update(theirs.id(), Map.of("line_user_id", real.userId()));
        eventually(
                "the sweep has been there",
                () -> value(theirs, "line_user_name").equals("太郎"));
        imported(connection);
        assertThat(portal.contacts()).hasSize(1);
        assertThat(value(theirs, "email")).isEqualTo("taro@example.com");
    }

    @ParameterizedTest(name = "{0} as {1}/{2}")
    @CsvSource(delimiter = '|', textBlock = """
            lineFollow      | bool        | booleancheckbox | true,false | is bool/booleancheckbox (needed: enumeration/select)
            lineFollow      | enumeration | select          | Yes,No     | lacks the options NO, YES
            lineFollow      | enumeration | checkbox        | YES,NO     | is enumeration/checkbox (needed: enumeration/select)
            lineFollow      | string      | text            |            | is string/text (needed: enumeration/select)
            lineIdSyncDate  | datetime    | date            |            | is datetime/date (needed: date/date)
            lineIdSyncDate  | string      | text            |            | is string/text (needed: date/date)
            lineUserPicture | string      | file            |            | is string/file (needed: string/text)
            lineUserId      | string      | text            |            | allows two contacts the same value (needed: unique values)
            """)
    void aPropertyThatDoesNotFitIsRefusedInPlainWords(
            String key, String type, String fieldType, String options, String words) {
        var definition = PropertyDefinition.custom("theirs", "LINE", type, fieldType, "lha");
        portal.addProperty(
                options == null
                        ? definition
                        : definition.options(Stream.of(options.split(","))
                                .map(option -> new PropertyOption(option, option))
                                .toList()));
        var properties = portal.properties();
        var channel = WORLD.line().addChannel(ChannelOptions.named("Café Musubi"));
        var answer = WORLD.api(
                "POST",
                "/api/connections",
                Map.of(
                        "name",
                        "test",
                        "line",
                        Map.of("channelSecret", channel.secret(), "channelAccessToken", channel.accessToken()),
                        "hubspot",
                        Map.of("accessToken", portal.accessToken()),
                        "propertyNames",
                        Map.of(key, "theirs")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("detail").asString()).contains("theirs exists in HubSpot, but " + words);
        // and nothing has changed hands
        assertThat(portal.properties()).isEqualTo(properties);
        assertThat(channel.webhookEndpoint()).isEmpty();
    }

    private void theirProperties() {
        portal.addProperty(PropertyDefinition.custom("lha_line_user_id", "LINE User ID", "string", "text", "lha")
                .unique());
        for (var text : List.of("lha_line_user_name", "lha_line_user_picture", "lha_line_last_response")) {
            portal.addProperty(PropertyDefinition.custom(text, text, "string", "text", "lha"));
        }
        portal.addProperty(PropertyDefinition.custom("lha_line_id_sync_date", "Sync", "date", "date", "lha"));
        for (var choice : List.of("lha_line_follow", "lha_line_unanswered")) {
            portal.addProperty(PropertyDefinition.custom(choice, choice, "enumeration", "select", "lha")
                    .options(YES_NO));
        }
    }

    private Contact theirContact(Friend friend, String email) {
        var values = new HashMap<>(Map.of(
                "lha_line_user_id", friend.userId(),
                "lha_line_user_name", "an old name",
                "lha_line_user_picture", "https://example.com/old.png",
                "lha_line_id_sync_date", "2024-04-01",
                "lha_line_follow", "YES"));
        if (!email.isEmpty()) {
            values.put("email", email);
        }
        return portal.createContact(values);
    }

    private String value(Contact contact, String property) {
        return Objects.requireNonNullElse(
                portal.contact(contact.id()).orElseThrow().properties().get(property), "");
    }

    private static void silently(TestWorld.TestConnection connection, Friend friend) {
        connection.channel().useWebhook(false);
        friend.follow();
        connection.channel().awaitWebhooks(Duration.ofSeconds(10));
        connection.channel().useWebhook(true);
    }

    private static JsonNode imported(TestWorld.TestConnection connection) {
        var path = "/api/imports/"
                + json(WORLD.api(
                                "POST",
                                "/api/connections/" + connection.id() + "/imports",
                                Map.of("source", "followers")))
                        .path("id")
                        .asString();
        eventually(
                "the import ends",
                () -> json(WORLD.api("GET", path, null))
                        .path("state")
                        .asString()
                        .equals("DONE"));
        return json(WORLD.api("GET", path, null));
    }
}
