package musubi.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.Friend;

/** How many taps on links of a broadcast per second are led on and counted, compared with a bare redirect of Spring MVC. */
final class Redirect {

    static final String TARGET = "https://shop.example.com/sale?of=summer";

    private static final int PEOPLE = 1_000;
    private static final int PAIRS = 7;
    private static final Duration RUN = Duration.ofSeconds(8);
    /** More requests than can be sent in a run. */
    private static final int REQUESTS = 400_000;

    private static final int PER_SECOND = 5_000;
    private static final long CLICKS = 1_000_000;
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari Line/14.16.0";

    private Redirect() {}

    static void run() {
        try (var world = new World()) {
            var friends = world.channel().crowd(PEOPLE);
            var id = sent(world, friends);
            var paths = friends.stream().map(Redirect::path).toList();
            try (var bare = bare()) {
                var requests = requests(paths, REQUESTS);
                var clicks = 0L;
                for (var warmUp = 0; warmUp < 3; warmUp++) {
                    clicks += closed(world.port(), requests).accepted();
                    closed(bare.port(), requests);
                }
                Table.title("Redirect, 64 connections; a bare redirect of Spring MVC on the same cores");
                var ours = new ArrayList<Double>();
                var theirs = new ArrayList<Double>();
                var ratios = new ArrayList<Double>();
                var before = world.musubi().residentMebibytes();
                for (var pair = 0; pair < PAIRS; pair++) {
                    var run = closed(world.port(), requests);
                    clicks += run.accepted();
                    ours.add(run.rate());
                    theirs.add(closed(bare.port(), requests).rate());
                    ratios.add(ours.getLast() / theirs.getLast());
                }
                Table.row("Musubi, redirects/s", "%.0f", ours, ">= " + PER_SECOND);
                Table.row("bare Spring MVC, redirects/s", "%.0f", theirs, "");
                Table.row(
                        "ratio of the medians", "%.2f", List.of(Table.median(ours) / Table.median(theirs)), ">= 0.80");
                Table.row("ratio of each pair", "%.2f", ratios, "");
                clicks += paced(world.port(), paths);
                while (clicks < CLICKS) {
                    clicks += closed(world.port(), requests).accepted();
                }
                counted(world, id, clicks, before);
            }
        }
    }

    private static long paced(int port, List<String> paths) {
        var p99 = new ArrayList<Double>();
        var worst = new ArrayList<Double>();
        var clicks = 0L;
        for (var run = 0; run < 5; run++) {
            var requests = requests(paths, (int) (PER_SECOND / 2 * RUN.toSeconds()));
            var result = checked(Load.open(port, requests, PER_SECOND / 2.0));
            clicks += result.accepted();
            p99.add(result.percentile(99));
            worst.add(result.percentile(100));
        }
        Table.row("at %d/s: 99th percentile of the answer time, ms".formatted(PER_SECOND / 2), "%.1f", p99, "<= 20");
        Table.row("slowest answer, ms", "%.1f", worst, "");
        return clicks;
    }

    private static void counted(World world, String id, long clicks, double before) {
        // what is in memory is written within a second
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        var counts = world.api().ok("GET", "/api/broadcasts/" + id, null).path("counts");
        Table.row(
                "of %,d clicks counted".formatted(clicks),
                "%.0f",
                List.of(counts.path("clicks").asDouble()),
                "all");
        Table.row("people counted", "%.0f", List.of(counts.path("clickedPeople").asDouble()), Integer.toString(PEOPLE));
        Table.row("memory (RSS of the JVM) before, MiB", "%.0f", List.of(before), "");
        Table.row("and afterwards, MiB", "%.0f", List.of(world.musubi().residentMebibytes()), "the same");
    }

    /** A broadcast with one link that all friends have got. */
    private static String sent(World world, List<Friend> friends) {
        var members = friends.stream()
                .map(friend -> world.portal()
                        .createContact(Map.of("line_user_id", friend.userId(), "line_follow", "YES"))
                        .id())
                .toList();
        var list = world.portal().lists().add("all", ListKind.MANUAL, members);
        var id = world.api()
                .ok(
                        "POST",
                        "/api/connections/" + world.connection() + "/broadcasts",
                        Map.of(
                                "title",
                                "Sale",
                                "message",
                                Map.of("bubbles", List.of(Map.of("type", "text", "text", TARGET))),
                                "audience",
                                Map.of("lists", List.of(Long.toString(list.id())))))
                .path("id")
                .asString();
        var _ = world.api().ok("POST", "/api/broadcasts/" + id + "/send", Map.of());
        var end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (friends.stream().anyMatch(friend -> friend.received().isEmpty())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the broadcast is not sent");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return id;
    }

    private static String path(Friend friend) {
        var address = friend.received().getFirst().path("text").asString();
        return address.substring(address.indexOf("/t/"));
    }

    private static byte[][] requests(List<String> paths, int count) {
        var distinct = paths.stream()
                .map(path -> "GET %s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: %s\r\nAccept: text/html\r\n\r\n"
                        .formatted(path, PHONE)
                        .getBytes(StandardCharsets.US_ASCII))
                .toList();
        return IntStream.range(0, count)
                .mapToObj(at -> distinct.get(at % distinct.size()))
                .toArray(byte[][]::new);
    }

    private static Load.Result closed(int port, byte[][] requests) {
        return checked(Load.closed(port, requests, RUN));
    }

    private static Load.Result checked(Load.Result result) {
        if (result.refused() > 0) {
            throw new IllegalStateException("%d requests were refused".formatted(result.refused()));
        }
        return result;
    }

    private record Bare(Program program, int port) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    /** With the same Java options as {@code bin/musubi}, and as many connections and threads. */
    private static Bare bare() {
        var port = World.freePort();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Bare(
                Program.start(
                        List.of(
                                java,
                                "-XX:+UseSerialGC",
                                "-Xms128m",
                                "-Xmn64m",
                                "-Xmx256m",
                                "-XX:+UseCompactObjectHeaders",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BareRedirect.class.getName(),
                                "--server.port=" + port,
                                // Musubi closes no connection after so many requests either
                                "--server.tomcat.max-keep-alive-requests=-1"),
                        Map.of(),
                        "The bare redirect listens"),
                port);
    }
}
