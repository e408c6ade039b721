package musubi.broadcast.prepare;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.broadcast.store.BroadcastRepository;
import musubi.connection.Connections;
import musubi.delivery.Deliveries;
import musubi.inbox.EveryPortal;
import musubi.sandbox.hubspot.ListKind;
import musubi.system.LocalJobs;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Two nodes prepare the same broadcast, because one noticed late that it lost the portal, while a person moves it to and fro. */
class PreparedTwiceTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    /** Three parts of pushes. */
    private static final int PEOPLE = 2_200;

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    private final TestConnection connection = WORLD.connect();
    private final LocalJobs jobs = new LocalJobs();
    private final BroadcastRuns other = new BroadcastRuns(
            WORLD.bean(BroadcastRepository.class),
            WORLD.bean(Deliveries.class),
            WORLD.bean(StartBroadcast.class),
            WORLD.bean(PrepareBroadcast.class),
            WORLD.bean(Connections.class),
            new EveryPortal(),
            WORLD.bean(Clock.class),
            jobs);

    @BeforeEach
    void theOtherStarts() {
        other.start();
        jobs.start();
    }

    @AfterEach
    void theOtherEnds() {
        jobs.stop();
        other.stop();
    }

    private String sent() {
        connection.channel().useWebhook(false);
        var members = connection.channel().crowd(PEOPLE).stream()
                .map(friend -> connection
                        .portal()
                        .createContact(Map.of(
                                "line_user_id",
                                friend.userId(),
                                "line_follow",
                                "YES",
                                "lastname",
                                "佐藤",
                                "email",
                                friend.userId().toLowerCase(Locale.ROOT) + "@line.me"))
                        .id())
                .toList();
        var list = connection.portal().lists().add("A", ListKind.MANUAL, members);
        connection.portal().latency(Duration.ofMillis(100));
        var id = json(WORLD.api(
                        "POST",
                        "/api/connections/" + connection.id() + "/broadcasts",
                        Map.of(
                                "title",
                                "Sale",
                                "message",
                                Map.of("bubbles", List.of(Map.of("type", "text", "text", "{{ contact.lastname }}様"))),
                                "audience",
                                Map.of("lists", List.of(Long.toString(list.id()))),
                                "at",
                                Instant.now().plusSeconds(50).toString())))
                .path("id")
                .asString("");
        assertThat(WORLD.api("POST", "/api/broadcasts/" + id + "/send", null).statusCode())
                .isEqualTo(202);
        return id;
    }

    private void moved(String id, Duration byNow) {
        var answer = WORLD.api(
                "PATCH",
                "/api/broadcasts/" + id,
                Map.of("at", Instant.now().plus(byNow).toString()));
        assertThat(answer.statusCode()).as("seed %d: %s", seed, answer.body()).isEqualTo(200);
    }

    private static JsonNode get(String id) {
        return json(WORLD.api("GET", "/api/broadcasts/" + id, null));
    }

    @Test
    void everybodyIsInItOnceAndTheNumbersAreExact() throws InterruptedException {
        var id = sent();
        for (var left = 3; left > 0; left--) {
            Thread.sleep(random.nextInt(200, 2_500));
            moved(id, Duration.ofHours(2));
            assertThat(get(id).path("state").asString("")).as("seed %d", seed).isEqualTo("SCHEDULED");
            moved(id, Duration.ofSeconds(50));
        }
        eventually(
                "seed %d: it is ready".formatted(seed),
                () -> get(id).path("state").asString("").equals("READY"));
        moved(id, Duration.ofSeconds(1));
        eventually(
                "seed %d: it is done".formatted(seed),
                () -> get(id).path("state").asString("").equals("DONE"));
        var counts = get(id).path("counts");
        assertThat(counts.path("sent").asInt(0)).as("seed %d", seed).isEqualTo(PEOPLE);
        assertThat(counts.path("leftOut").path("duplicate").asInt(-1))
                .as("seed %d", seed)
                .isZero();
        assertThat(connection.channel().users())
                .allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }
}
