package musubi.console.imports;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import musubi.sandbox.http.Fault;
import musubi.testing.ConsoleSession;
import musubi.testing.TestWorld;
import musubi.user.Language;
import musubi.user.People;
import musubi.user.Role;
import musubi.user.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of an import's progress: bounded, and no longer than a session. */
class ImportEventsTests {

    private static final String EMAIL = "admin@example.com";
    private static final String PASSWORD = "a long enough one, 12";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final List<HttpResponse<InputStream>> streams = new ArrayList<>();
    private final ConsoleSession session = ConsoleSession.at(WORLD.url());
    private String address = "";

    @BeforeAll
    static void somebodyWatches() {
        WORLD.bean(People.class).create(EMAIL, "Admin", PASSWORD, Scope.all(Role.ADMIN), Language.JA);
    }

    @BeforeEach
    void anImportRuns() {
        WORLD.line().faults().add(Fault.answer("GET", "/v2/bot/followers/ids", -1, 503, "{}"));
        var id = json(WORLD.api(
                        "POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString();
        address = "/connections/%s/imports/%s/events".formatted(connection.id(), id);
        assertThat(session.signIn(EMAIL, PASSWORD)).doesNotContain("login");
    }

    @AfterEach
    void nothingIsLeftOpen() throws IOException {
        WORLD.line().faults().clear();
        for (var stream : streams) {
            stream.body().close();
        }
    }

    private HttpResponse<InputStream> open() {
        var stream = session.open(address);
        streams.add(stream);
        return stream;
    }

    /** Musubi notices with its next write that streams of the test before were closed. */
    private HttpResponse<InputStream> first() {
        eventually("there is room", () -> open().statusCode() == 200);
        return streams.getLast();
    }

    @Test
    void aPersonHasFiveAtTheMostInAllSessions() {
        first();
        for (var number = 2; number <= LiveStreams.MAX_PER_PERSON; number++) {
            assertThat(open().statusCode()).isEqualTo(200);
        }
        assertThat(open().statusCode()).isEqualTo(429);
        // another session of the same person is no way around
        var other = ConsoleSession.at(WORLD.url());
        other.signIn(EMAIL, PASSWORD);
        var refused = other.open(address);
        streams.add(refused);
        assertThat(refused.statusCode()).isEqualTo(429);
        // the rest of Musubi answers
        assertThat(session.get("/connections/%s/imports".formatted(connection.id()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStreamEndsWithItsSession() {
        var stream = first();
        var all = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "broken: " + e;
            }
        });
        session.get("/connections/%s/imports".formatted(connection.id()));
        session.post("/logout", Map.of());
        eventually("it has ended", all::isDone);
        assertThat(all.join()).contains("event:progress").doesNotContain("event:end");
    }
}
