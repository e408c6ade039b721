package musubi.sync;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection whose credentials do not decrypt is left alone with all that is its own. */
class UnreadableConnectionTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @Test
    void itsEventsAndItsImportAreKeptWhateverIsSweptAndGoOnWhenItCanBeReadAgain() {
        var connection = WORLD.connect();
        var id = UUID.fromString(connection.id());
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        WORLD.api("POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers"));
        eventually("both wait", () -> connection.backlog().path("pending").asInt() == 2);
        var secret = column("channel_secret", id, byte[].class);
        WORLD.stop();
        set(id, new byte[40]);
        WORLD.start();
        assertThat(WORLD.api("GET", "/api/connections/" + connection.id(), null).statusCode())
                .isEqualTo(404);

        WORLD.bean(Housekeeping.class).forget();
        WORLD.bean(Housekeeping.class).measure();
        assertThat(count("inbox", id)).isEqualTo(2);
        assertThat(count("seen_event", id)).isPositive();
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select state from import where connection_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("RUNNING");

        WORLD.stop();
        set(id, secret);
        WORLD.start();
        WORLD.hubspot().faults().clear();
        connection.drained();
        assertThat(connection.value(friend, "line_contact_source")).isEqualTo("FOLLOW");
        eventually(
                "the import ends",
                () -> json(WORLD.api("GET", "/api/connections/" + connection.id() + "/imports", null))
                        .path("items")
                        .path(0)
                        .path("state")
                        .asString("")
                        .equals("DONE"));
    }

    private static <T> T column(String column, UUID id, Class<T> type) {
        return WORLD.database()
                .jdbc()
                .sql("select %s from connection where id = ?".formatted(column))
                .param(id)
                .query(type)
                .single();
    }

    private static void set(UUID id, byte[] secret) {
        WORLD.database()
                .jdbc()
                .sql("update connection set channel_secret = ? where id = ?")
                .params(secret, id)
                .update();
    }

    private static long count(String table, UUID id) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from %s where connection_id = ?".formatted(table))
                .param(id)
                .query(Long.class)
                .single();
    }
}
