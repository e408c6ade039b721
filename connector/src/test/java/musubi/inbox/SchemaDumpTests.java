package musubi.inbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static musubi.inbox.EventKind.COMPLETE_PROFILE;
import static musubi.inbox.EventKind.CONTACT_CHANGED;
import static musubi.inbox.EventKind.CONTACT_FOUND;
import static musubi.inbox.EventKind.FOLLOW;
import static musubi.inbox.EventKind.IMPORT;
import static musubi.inbox.EventKind.LOGIN;
import static musubi.inbox.EventKind.MESSAGE;
import static musubi.inbox.EventKind.POSTBACK;
import static musubi.inbox.EventKind.TASK;
import static musubi.inbox.EventKind.UNFOLLOW;
import static musubi.inbox.EventKind.UNKNOWN;
import static musubi.inbox.EventKind.UNSEND;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * A database that an earlier Musubi left, as a dump with rows in every table, is understood after an update: its schema migrates, its
 * credentials decrypt, what waited is applied, what failed can be retried, and a paused import goes on.
 */
public class SchemaDumpTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of());

    private static final String CONNECTION = "f2f3f397-87dd-4270-87c5-e91e8c372a7e";
    private static final String PAUSED_IMPORT = "a7d1b1fb-8d4f-4eb7-a1f5-9ff379645daf";
    private static final String FINISHED_IMPORT = "e54f4875-5b0d-4ed7-ba25-89d64c32ae02";
    private static final UUID ID = UUID.fromString(CONNECTION);

    private Portal portal = WORLD.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));

    @BeforeEach
    void updateFromTheDump() throws IOException, SQLException {
        WORLD.stop();
        try (var dump = Objects.requireNonNull(getClass().getResourceAsStream("schema-of-25.sql"));
                var connection = WORLD.database().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
            statement.execute(new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        }
        portal = WORLD.hubspot()
                .addPortal(PortalOptions.defaults().id(41_000_001).callsPerTenSeconds(0));
        WORLD.start();
    }

    @Test
    void whatIsInItIsUnderstood() {
        assertThat(everythingWaitsWithItsKind()).isTrue();
        credentialsDecrypt();
        assertThat(imported(FINISHED_IMPORT).path("created").asInt()).isEqualTo(7);
        assertThat(imported(PAUSED_IMPORT).path("found").asInt()).isEqualTo(17);

        var channel = WORLD.line()
                .addChannel(new ChannelOptions(
                        "Café Musubi",
                        true,
                        "1650000001",
                        "0123456789abcdef0123456789abcdef",
                        "made-up-channel-access-token",
                        "U" + "0".repeat(31) + "1",
                        "@dump"));
        var connection = new TestConnection(WORLD, channel, portal, CONNECTION);
        // a new portal in the place of the one that the dump knew: another token, and none of our properties
        call(
                "PATCH",
                "/api/connections/" + CONNECTION,
                Map.of("hubspot", Map.of("accessToken", portal.accessToken())),
                200);
        portal.addProperty(
                PropertyDefinition.custom("my_line_name", "Name on LINE", "string", "text", "contactinformation"));
        WORLD.bean(Connections.class).repair(ID);
        var found = portal.createContact(Map.of("line_user_id", friend(7)));
        var changed = portal.createContact(Map.of("line_user_id", friend(8)));
        call("POST", "/api/imports/" + PAUSED_IMPORT + "/resume", null, 204);
        call("POST", "/api/connections/" + CONNECTION + "/resume", null, 204);
        eventually(
                "the import ends",
                () -> imported(PAUSED_IMPORT).path("state").asString("").equals("DONE"));
        connection.drained();

        for (var number : List.of(1, 2, 3, 4, 5, 6, 30, 31, 32)) {
            assertThat(portal.contactBy("line_user_id", friend(number)))
                    .as("friend " + number)
                    .isPresent();
        }
        assertThat(value(2, "line_last_reply_message")).isEqualTo("前の返事");
        assertThat(value(3, "line_last_reply_message")).isEmpty();
        assertThat(value(6, "email")).isEqualTo("hanako@example.com");
        for (var contact : List.of(found, changed)) {
            assertThat(portal.contact(contact.id()).orElseThrow().properties()).containsKey("line_id_sync_date");
        }
        assertThat(portal.tasks()).hasSize(1);
        assertThat(imported(PAUSED_IMPORT).path("created").asInt()).isEqualTo(8);
        assertThat(codes(connection))
                .containsExactlyInAnyOrder("UNREADABLE", "TASK_REFUSED", "EMAIL_REFUSED", "VALUE_REFUSED");

        WORLD.bean(FailedEvents.class).retryAll(List.of(ID), "VALUE_REFUSED");
        connection.drained();
        assertThat(value(20, "line_last_reply_message")).isEqualTo("前の失敗");
    }

    private static boolean everythingWaitsWithItsKind() {
        var waiting = WORLD.bean(EventQueue.class).take(ID, Set.of(), 100).stream()
                .collect(groupingBy(
                        PendingEvent::friend, mapping(event -> event.payload().kind(), toList())));
        assertThat(waiting)
                .isEqualTo(Map.of(
                        friend(1), List.of(FOLLOW, COMPLETE_PROFILE),
                        friend(2), List.of(MESSAGE, TASK),
                        friend(3), List.of(MESSAGE, UNSEND),
                        friend(4), List.of(POSTBACK),
                        friend(5), List.of(FOLLOW, UNFOLLOW),
                        friend(6), List.of(LOGIN),
                        friend(7), List.of(CONTACT_FOUND),
                        friend(8), List.of(CONTACT_CHANGED),
                        friend(9), List.of(UNKNOWN)));
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select distinct kind from inbox where origin is not null")
                        .query(String.class)
                        .list())
                .containsExactly(IMPORT.name());
        assertThat(WORLD.bean(FailedEvents.class).page(ID, Long.MAX_VALUE, 10))
                .extracting(failure -> failure.payload().kind())
                .containsExactly(TASK, LOGIN, MESSAGE);
        return true;
    }

    /** One that does not decrypt would leave its connection out. */
    private static void credentialsDecrypt() {
        var connections = WORLD.bean(Connections.class);
        assertThat(connections.all()).hasSize(2);
        assertThat(connections.channelSecrets(ID))
                .containsExactly("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(connections.loginChannel(ID)).isPresent();
    }

    private String value(int number, String property) {
        return portal.contactBy("line_user_id", friend(number))
                .orElseThrow()
                .properties()
                .getOrDefault(property, "");
    }

    private static List<String> codes(TestConnection connection) {
        return connection
                .failures()
                .valueStream()
                .map(failure -> failure.path("code").asString(""))
                .toList();
    }

    private static JsonNode imported(String id) {
        return json(WORLD.api("GET", "/api/imports/" + id, null));
    }

    private static void call(String method, String path, @Nullable Object body, int status) {
        var answer = WORLD.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static String friend(int number) {
        return "U" + "%032x".formatted(0xd000_0000L + number);
    }
}
