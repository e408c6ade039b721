package musubi.bench.scenario;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import musubi.bench.World;
import tools.jackson.databind.JsonNode;

/** A scenario of the world's connection and the people in it, over the REST API. The connection has no quiet hours. */
final class Enrolled {

    /** The most that one request takes. */
    private static final int AT_ONCE = 1_000;

    private final World world;
    private final String path;

    /** Makes it, switched on. */
    Enrolled(World world, String trigger, List<Map<String, Object>> steps) {
        this.world = world;
        var none = new HashMap<String, Object>();
        none.put("quietHours", null);
        var _ = world.api().ok("PATCH", "/api/connections/" + world.connection(), Map.of("options", none));
        this.path = "/api/scenarios/"
                + world.api()
                        .ok(
                                "POST",
                                "/api/connections/" + world.connection() + "/scenarios",
                                Map.of(
                                        "name",
                                        "Bench",
                                        "enabled",
                                        true,
                                        "trigger",
                                        Map.of("kind", trigger),
                                        "steps",
                                        steps))
                        .path("id")
                        .asString();
    }

    /** A step with a message. */
    static Map<String, Object> message(String key, Object wait, String text) {
        return Map.of(
                "key", key, "wait", wait, "message", Map.of("bubbles", List.of(Map.of("type", "text", "text", text))));
    }

    String id() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Puts people in, by their record ids. */
    void enter(List<Long> contacts) {
        for (var from = 0; from < contacts.size(); from += AT_ONCE) {
            var some = contacts.subList(from, Math.min(contacts.size(), from + AT_ONCE)).stream()
                    .map(id -> Long.toString(id))
                    .toList();
            var entered = world.api().ok("POST", path + "/enrolments", Map.of("contactIds", some));
            if (entered.path("enrolled").asInt() != some.size()) {
                throw new IllegalStateException("not all came in: " + entered);
            }
        }
    }

    JsonNode counts() {
        return world.api().ok("GET", path, null).path("counts");
    }

    /** Waits until nobody is in it any more. */
    void awaitEnd(Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (counts().path("running").asInt(-1) != 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not over within %s: %s".formatted(atMost, counts()));
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** A number of all steps together. */
    long ofSteps(String what) {
        var sum = 0L;
        for (var step : counts().path("steps")) {
            sum += step.path(what).asLong();
        }
        return sum;
    }
}
