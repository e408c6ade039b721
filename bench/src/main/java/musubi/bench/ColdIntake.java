package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** As {@link Intake}, from the moment on that either program says it is ready, each time in a new process. */
final class ColdIntake {

    private static final int PAIRS = 5;
    private static final Duration RUN = Duration.ofSeconds(10);

    private ColdIntake() {}

    static void run() {
        Table.title("Intake in the first %d s after the start, 64 connections".formatted(RUN.toSeconds()));
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (var world = new World()) {
            world.hold();
            var requests = world.requests();
            for (var pair = 0; pair < PAIRS; pair++) {
                var before = requests.strangers(Intake.REQUESTS);
                world.restart();
                ours.add(Intake.checked(Load.closed(world.port(), before, RUN)).rate());
                try (var express = Intake.express(world)) {
                    theirs.add(Intake.checked(Load.closed(express.port(), before, RUN))
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
}
