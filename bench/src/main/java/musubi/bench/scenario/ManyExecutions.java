package musubi.bench.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import musubi.bench.Audience;
import musubi.bench.Follow;
import musubi.bench.ProcessorTime;
import musubi.bench.Table;
import musubi.bench.World;
import musubi.sandbox.hubspot.workflow.CustomAction;
import musubi.sandbox.hubspot.workflow.ExecutionState;

/** A workflow with many contacts at once whose requests HubSpot sends three times: one message each, and all are completed. */
public final class ManyExecutions {

    /** The default number of executions. */
    public static final int EXECUTIONS = 100_000;

    private static final int TIMES = 3;
    private static final int HUBSPOT_LIMIT = 190;
    private static final String SECRET = "for-the-bench-only-0123456789abcdef";
    private static final String ADDRESS = "https://musubi.example.com";
    private static final Set<ExecutionState> UNDER_WAY = Set.of(ExecutionState.SENDING, ExecutionState.BLOCKED);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private ManyExecutions() {}

    public static void run(int executions) {
        try (var world =
                new World(List.of("--musubi.hubspot.client-secret=" + SECRET, "--musubi.public-base-url=" + ADDRESS))) {
            measure(world, executions);
        }
    }

    private static void measure(World world, int executions) {
        world.channel().rateLimits(true);
        var audience = new Audience(world, executions);
        var message = world.api()
                .ok(
                        "POST",
                        "/api/connections/" + world.connection() + "/messages",
                        Map.of("name", "Bench", "bubbles", List.of(Map.of("type", "text", "text", Audience.PERSONAL))))
                .path("id")
                .asString();
        world.portal().rateLimit(HUBSPOT_LIMIT);
        var _ = Follow.millis(world);
        world.portal().traffic().reset();
        var workflows = world.workflows();
        workflows.action(SECRET, ADDRESS, "http://localhost:" + world.port());
        workflows.times(TIMES);
        Table.title("%,d executions of a workflow action, each sent %d times; HubSpot allows %d calls in 10 s"
                .formatted(executions, TIMES, HUBSPOT_LIMIT));
        var begin = System.nanoTime();
        var spent = ProcessorTime.of(world.musubi());
        var ids = workflows.execute(
                CustomAction.SEND_MESSAGE,
                world.portal().id(),
                audience.contacts().stream().map(id -> Long.toString(id)).toList(),
                Map.of("message", message));
        var end = begin + PATIENCE.toNanos();
        var from = 0;
        while (from < ids.size()) {
            if (!UNDER_WAY.contains(workflows.find(ids.get(from)).state())) {
                from++;
            } else if (System.nanoTime() > end) {
                throw new IllegalStateException("not all have ended within %s".formatted(PATIENCE));
            } else {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        var took = (System.nanoTime() - begin) / 1e9;
        spent = ProcessorTime.of(world.musubi()).minus(spent);
        var ended = ids.stream().map(workflows::find).toList();
        Table.row("it took, s", "%.0f", List.of(took), "");
        Table.row(
                "executions that were not completed once with SENT",
                "%.0f",
                List.of((double) ended.stream()
                        .filter(each -> each.state() != ExecutionState.COMPLETED
                                || each.completions() != 1
                                || !"SENT".equals(each.outputs().get("status")))
                        .count()),
                "0");
        Table.row(
                "friends without a message, or with several",
                "%.0f",
                List.of((double) audience.friends().stream()
                        .filter(friend -> friend.receivedCalls() != 1)
                        .count()),
                "0");
        Table.row(
                "requests that were asked to come again (429)",
                "%.0f",
                List.of((double) workflows.waited().size()),
                "");
        var traffic = world.portal().traffic();
        Table.row("HubSpot calls per execution", "%.5f", List.of((double) traffic.calls() / executions), "<= 0.025");
        Table.row("429 answers of HubSpot", "%.0f", List.of((double) traffic.tooMany()), "0");
        spent.print(executions);
    }
}
