package musubi.broadcast.opens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.broadcast.BroadcastCalls;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import musubi.testing.Waits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call that was decided on before a crash carries the same name after it, whatever has become of the month's names. */
class UnitsAfterCrashTests {

    private static final String PUSH = "/v2/bot/message/push";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final BroadcastCalls calls = new BroadcastCalls(WORLD, WORLD.connect());
    private final UUID connectionId = UUID.fromString(calls.connection().id());

    @AfterEach
    void nothingIsLeft() {
        WORLD.line().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connectionId, null);
    }

    /** All names of this month, as LINE tells them. */
    private List<String> names() throws IOException, InterruptedException {
        var names = new ArrayList<String>();
        var next = "";
        do {
            var page = page(next);
            page.path("customAggregationUnits").forEach(name -> names.add(name.asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return names;
    }

    private JsonNode page(String start) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(WORLD.line().url() + "/v2/bot/message/aggregation/list"
                        + (start.isEmpty() ? "" : "?start=" + start)))
                .header(
                        "Authorization",
                        "Bearer " + calls.connection().channel().accessToken())
                .build();
        return JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    @Test
    void aCallHasTheSameNameAfterACrash() throws Exception {
        var people = calls.friends(4);
        var list = calls.list(
                "A",
                people.stream()
                        .map(friend -> calls.contact(friend, Map.of("lastname", friend.displayName())))
                        .toList());
        // LINE takes the first two and says nothing, and of the others nothing is known
        WORLD.line()
                .faults()
                .add(Fault.answerAfter("POST", PUSH, 2, 500, "{\"message\":\"Internal error\"}")
                        .onBody("lastname-free"));
        WORLD.line()
                .faults()
                .add(Fault.answer("POST", PUSH, -1, 500, "{\"message\":\"Internal error\"}")
                        .onBody("lastname-free"));
        var id = calls.draft(Map.of(
                "audience",
                Map.of("lists", List.of(list)),
                "message",
                BroadcastCalls.message("lastname-free {{ contact.lastname }}")));
        calls.call("POST", "/api/broadcasts/" + id + "/send", null, 202);
        calls.reaches(id, "SENDING");
        Waits.eventually(
                "LINE has two of them",
                () -> people.stream()
                                .filter(friend -> friend.receivedCalls() == 1)
                                .count()
                        == 2);
        var before = names();
        assertThat(before).singleElement().asString().matches("b[0-9a-f]{24}_1");
        OtherNames.use(calls.connection(), people.getFirst(), 950);
        WORLD.stop();
        WORLD.line().faults().clear();
        WORLD.start();
        calls.reaches(id, "DONE");
        assertThat(calls.get(id).at("/counts/sent").asLong()).isEqualTo(4);
        assertThat(people.subList(1, 4))
                .allSatisfy(friend -> assertThat(friend.receivedCalls()).isOne());
        assertThat(names()).hasSize(951).startsWith(before.getFirst()).noneMatch(name -> name.startsWith("day_"));
    }
}
