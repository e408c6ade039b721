package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Faults;
import musubi.testing.TestWorld;
import tools.jackson.databind.json.JsonMapper;

/** A platform answers nearly rightly, and then as ever. What Musubi answers tells of it, as the REST document says, and is never 500; friends who act meanwhile are not lost. */
final class AnswerTarget implements Target {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What tells of a platform that refuses, or answers nonsense; the REST document says where. */
    private static final Set<Integer> PLATFORM_FAULTS = Set.of(502, 504);

    private final FuzzWorld world;
    private final Faults faults;
    private final PlatformAnswers answers;

    AnswerTarget(FuzzWorld world, Faults faults, PlatformAnswers answers) {
        this.world = world;
        this.faults = faults;
        this.answers = answers;
    }

    @Override
    public void run(Bits bits) {
        var bugs = FuzzWorld.bugs();
        var call = answers.calls().get(bits.below(answers.calls().size()));
        var times = 1 + bits.below(3);
        var status = answers.statuses().get(bits.below(answers.statuses().size()));
        var retryAfter = bits.header(10);
        var location = bits.header(30);
        var body =
                JsonMutation.of(answers.bodies().get(bits.below(answers.bodies().size())), bits);
        faults.add(Fault.answer("*", ".*", times, status, new String(body, StandardCharsets.UTF_8))
                .with("Retry-After", retryAfter)
                .with("Location", location));
        try {
            if (call.path().isEmpty() && call.method().isEmpty()) {
                friendActs();
            } else {
                var path = "/api/connections/" + world.connection().id() + call.path();
                var answer = world.call(
                        call.method(),
                        path,
                        call.body().equals("") ? new byte[0] : JSON.writeValueAsBytes(call.body()),
                        Map.of("Authorization", "Bearer " + TestWorld.API_TOKEN, "Content-Type", "application/json"),
                        PLATFORM_FAULTS);
                world.world().contract().check(call.method(), path, answer);
                endImport(
                        call,
                        answer.statusCode() == 202
                                ? TestWorld.json(answer).path("id").asString()
                                : "");
            }
        } finally {
            faults.clear();
        }
        if (FuzzWorld.bugs() > bugs) {
            throw new AssertionError("a bug in the background, see the log");
        }
    }

    private void endImport(PlatformAnswers.Call call, String id) {
        if (call.path().equals("/imports") && !id.isEmpty()) {
            world.world().api("POST", "/api/imports/" + id + "/cancel", null);
        }
    }

    /** A friend writes; what is unreadable is tried again or fails in sight, and the next ones are not held up. */
    private void friendActs() {
        var channel = world.connection().channel();
        channel.useWebhook(true);
        try {
            var friend = channel.crowd(1).getFirst();
            friend.follow();
        } finally {
            channel.useWebhook(false);
        }
    }
}
