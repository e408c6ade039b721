package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How long the console's pages take, with a long friend list, and how many bytes the first one loads. */
final class Pages {

    private static final int FRIENDS = 2_000;
    private static final int TIMES = 40;
    private static final int WARM_UP = 20;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String EMAIL = "bench@example.com";
    private static final String PASSWORD = "for-the-bench-only-0123456789";

    /** The assets that a page loads. */
    private static final Pattern LOADED = Pattern.compile("<(?:link|script)[^>]+(?:href|src)=\"(/[^\"]+)\"");

    private Pages() {}

    static void run() {
        try (var world = new World(List.of("--musubi.admin.email=" + EMAIL, "--musubi.admin.password=" + PASSWORD));
                var visitor = new Visitor(world.port())) {
            befriend(world);
            Table.title("Pages of an account with 2,000 friends; a HubSpot stand-in that answers at once");
            weigh(visitor, "/login", "the first page, sign-in");
            visitor.signIn(EMAIL, PASSWORD);
            weigh(visitor, "/", "the overview");
            paths(world.connection()).forEach((words, path) -> time(words, () -> visitor.get(path)));
            var friends = "/connections/" + world.connection() + "/friends";
            time("the friends themselves, of HubSpot", () -> visitor.post(friends, Map.of()));
            time("friends by what is typed", () -> visitor.post(friends, Map.of("query", "Friend 12")));
        }
    }

    private static Map<String, String> paths(String connection) {
        var own = "/connections/" + connection;
        var paths = new LinkedHashMap<String, String>();
        paths.put("overview", "/");
        paths.put("friends, before they are asked for", own + "/friends");
        paths.put("links", own + "/links");
        paths.put("imports", own + "/imports");
        paths.put("failures", "/failures");
        paths.put("connection", own);
        paths.put("connection's glance, of LINE and HubSpot", own + "/glance");
        paths.put("first step of connecting", "/connections/new");
        paths.put("people", "/settings/users");
        paths.put("tokens", "/settings/tokens");
        paths.put("audit log", "/settings/audit");
        paths.put("system", "/system");
        return paths;
    }

    private static void befriend(World world) {
        var userIds = IntStream.range(0, FRIENDS)
                .mapToObj(number -> world.channel().newUser("Friend " + number).userId())
                .toList();
        var taken = Load.closed(world.port(), world.requests().of(userIds), TIMEOUT);
        if (taken.accepted() != FRIENDS) {
            throw new IllegalStateException("%d of %d follows were taken in".formatted(taken.accepted(), FRIENDS));
        }
        while (world.pending() > 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** As a browser with an empty cache. */
    private static void weigh(Visitor visitor, String path, String words) {
        var page = visitor.get(path);
        var parts = new ArrayList<>(List.of(page));
        LOADED.matcher(page.text())
                .results()
                .map(found -> visitor.get(found.group(1)))
                .forEach(parts::add);
        row(
                words + ", KB over the wire",
                parts.stream().mapToDouble(Visitor.Answer::sent).sum());
        row(
                words + ", KB unpacked",
                parts.stream().mapToDouble(Visitor.Answer::unpacked).sum());
    }

    private static void row(String words, double bytes) {
        Table.row(words, "%.0f", List.of(bytes / 1e3), "< 400");
    }

    private static void time(String words, Supplier<Visitor.Answer> ask) {
        var millis = new ArrayList<Double>();
        for (var at = 0; at < WARM_UP + TIMES; at++) {
            var asked = System.nanoTime();
            var _ = ask.get();
            if (at >= WARM_UP) {
                millis.add((System.nanoTime() - asked) / 1e6);
            }
        }
        Table.row(words + ", ms", "%.0f", millis, "< 200");
    }
}
