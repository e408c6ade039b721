package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How long the start takes with an existing data directory, and how much memory an idle Musubi uses. */
final class Start {

    private static final int STARTS = 7;

    private Start() {}

    static void run() {
        // creates the data directory, with a connection in it
        new World().close();
        Table.title("Start with an existing data directory");
        var seconds = new ArrayList<Double>();
        var mebibytes = new ArrayList<Double>();
        for (var start = 0; start < STARTS; start++) {
            try (var musubi = World.startMusubi(World.freePort(), List.of())) {
                seconds.add(musubi.startTook().toMillis() / 1e3);
                if (start % 3 == 0) {
                    LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
                    mebibytes.add(musubi.residentMebibytes());
                }
            }
        }
        Table.row("from the start of bin/musubi until ready, s", "%.1f", seconds, "<= 6");
        Table.row("memory (RSS of the JVM) after 20 s, MiB", "%.0f", mebibytes, "<= 400");
    }
}
