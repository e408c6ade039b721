package musubi.fuzz;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;

/** A connected Musubi, and what has to hold of each of its answers. */
final class FuzzWorld {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int UNAVAILABLE = 503;

    /** One that stays: what a meter counts in the global registry itself is what one of the Musubis counts that come and go. */
    private static final SimpleMeterRegistry COUNTS = new SimpleMeterRegistry();

    static {
        Metrics.addRegistry(COUNTS);
    }

    private final TestWorld world;
    private final TestConnection connection;

    FuzzWorld(TestWorld world) {
        this.world = world;
        this.connection = world.connect();
        connection.channel().useWebhook(false);
        connection.channel().crowd(3);
    }

    TestWorld world() {
        return world;
    }

    TestConnection connection() {
        return connection;
    }

    /** Any bytes as a part of an address. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A call whose answer may be anything but that something unexpected happened. */
    HttpResponse<String> call(String method, String path, byte[] body, Map<String, String> headers) {
        return call(method, path, body, headers, Set.of());
    }

    /**
     * The same where the platforms' faults are among what is expected.
     *
     * @param platforms the statuses that tell of them
     */
    HttpResponse<String> call(
            String method, String path, byte[] body, Map<String, String> headers, Set<Integer> platforms) {
        var request = HttpRequest.newBuilder(URI.create(world.url() + path))
                .timeout(TIMEOUT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        var answer = world.send(request.build());
        var status = answer.statusCode();
        if (status >= 500 && status != UNAVAILABLE && !platforms.contains(status)) {
            throw new AssertionError("%s %s: %d %s".formatted(method, path, status, answer.body()));
        }
        return answer;
    }

    /** Bugs that threads have met in the background. */
    static double bugs() {
        return COUNTS.find("musubi.worker.failures").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
