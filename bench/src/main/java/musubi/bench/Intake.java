package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many signed webhooks per second are received and stored on disk, compared with Express and LINE's own middleware,
 * which checks the signature and stores nothing.
 */
final class Intake {

    private static final int PAIRS = 7;
    private static final Duration RUN = Duration.ofSeconds(8);
    /** More requests than can be sent in a run. */
    private static final int REQUESTS = 160_000;

    private static final int COLD_PAIRS = 5;
    private static final Duration COLD_RUN = Duration.ofSeconds(10);

    private Intake() {}

    static void run() {
        try (var world = new World();
                var express = express(world)) {
            world.hold();
            var requests = world.requests();
            var expressPort = express.port();
            for (var warmUp = 0; warmUp < 3; warmUp++) {
                closed(world.port(), requests);
                closed(expressPort, requests);
            }
            Table.title(
                    "Intake, 64 connections, one event per request; the events wait, because HubSpot refuses the token");
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            for (var pair = 0; pair < PAIRS; pair++) {
                ours.add(closed(world.port(), requests).rate());
                theirs.add(closed(expressPort, requests).rate());
                ratios.add(ours.getLast() / theirs.getLast());
            }
            Table.row("Musubi, on disk, requests/s", "%.0f", ours, "");
            Table.row("Express and @line/bot-sdk, not stored, requests/s", "%.0f", theirs, "");
            Table.row("ratio of the medians", "%.2f", List.of(Table.median(ours) / Table.median(theirs)), ">= 1.50");
            Table.row("ratio of each pair", "%.2f", ratios, "");
            paced(world.port(), requests, Table.median(ours) / 2);

            world.portal().rateLimit(190);
            world.release();
            var busy = new ArrayList<Double>();
            for (var run = 0; run < 3; run++) {
                busy.add(closed(world.port(), requests).rate());
            }
            Table.row("Musubi while the sync works at HubSpot's limit, requests/s", "%.0f", busy, "");
        }
    }

    /** From the moment on that either program says it is ready, each time in a new process. */
    static void runCold() {
        Table.title("Intake in the first %d s after the start, 64 connections".formatted(COLD_RUN.toSeconds()));
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (var world = new World()) {
            world.hold();
            var requests = world.requests();
            for (var pair = 0; pair < COLD_PAIRS; pair++) {
                var before = requests.strangers(REQUESTS);
                world.restart();
                ours.add(checked(Load.closed(world.port(), before, COLD_RUN)).rate());
                try (var express = express(world)) {
                    theirs.add(checked(Load.closed(express.port(), before, COLD_RUN))
                            .rate());
                }
                ratios.add(ours.getLast() / theirs.getLast());
            }
        }
        Table.row("Musubi, on disk, requests/s", "%.0f", ours, "");
        Table.row("Express and @line/bot-sdk, not stored, requests/s", "%.0f", theirs, "");
        Table.row("ratio of the medians", "%.2f", List.of(Table.median(ours) / Table.median(theirs)), ">= 2.50");
        Table.row("ratio of each pair", "%.2f", ratios, "");
    }

    private static void paced(int port, Requests requests, double perSecond) {
        var p50 = new ArrayList<Double>();
        var p99 = new ArrayList<Double>();
        var worst = new ArrayList<Double>();
        for (var run = 0; run < 5; run++) {
            var result = checked(Load.open(port, requests.strangers((int) (perSecond * RUN.toSeconds())), perSecond));
            p50.add(result.percentile(50));
            p99.add(result.percentile(99));
            worst.add(result.percentile(100));
        }
        Table.row("at half of that rate (%.0f/s): median answer time, ms".formatted(perSecond), "%.1f", p50, "");
        Table.row("99th percentile of the answer time, ms", "%.1f", p99, "< 50");
        Table.row("slowest answer, ms", "%.1f", worst, "");
    }

    private static Load.Result closed(int port, Requests requests) {
        return checked(Load.closed(port, requests.strangers(REQUESTS), RUN));
    }

    private static Load.Result checked(Load.Result result) {
        if (result.refused() > 0) {
            throw new IllegalStateException("%d requests were refused".formatted(result.refused()));
        }
        return result;
    }

    private record Express(Program program, int port) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private static Express express(World world) {
        var port = World.freePort();
        var server = World.root().resolve("bench/express/server.js").toString();
        var command =
                List.of("node", server, Integer.toString(port), world.channel().secret());
        return new Express(Program.start(command, Map.of("NODE_ENV", "production"), "ready"), port);
    }
}
