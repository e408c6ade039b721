package musubi.fuzz;

import java.util.Locale;
import java.util.Map;
import musubi.testing.TestWorld;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bin/fuzz} runs under Jazzer: one target for as many inputs as it is told, in one process with Musubi and the stand-ins. At the end it tells what
 * is in memory, which must not be more than near the beginning.
 */
public final class Fuzz {

    private static final long WARM = 20_000;
    private static final long LOOK = 50_000;
    private static final int MAX_GROWTH = 64;
    private static final int MEBIBYTE = 1 << 20;

    private static @Nullable Target target;
    private static long inputs;
    private static long first;

    private Fuzz() {}

    /** Called by Jazzer before the first input. */
    public static void fuzzerInitialize() {
        target = Target.Kind.valueOf(
                        System.getProperty("musubi.fuzz", "WEBHOOK").toUpperCase(Locale.ROOT))
                .in(new FuzzWorld(TestWorld.start(Map.of())));
    }

    /** Called by Jazzer with each input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var here = target;
        if (here == null) {
            throw new IllegalStateException("fuzzerInitialize first");
        }
        here.run(new Bits(input));
        inputs++;
        if (inputs == WARM) {
            first = heap();
        } else if (inputs % LOOK == 0) {
            look();
        }
    }

    /** Called by Jazzer after the last input, while the process ends, and its database with it. */
    public static void fuzzerTearDown() {
        look();
    }

    private static void look() {
        var now = heap();
        System.err.printf(
                "inputs %,d, heap %d MiB (%d near the beginning), bugs %.0f%n", inputs, now, first, FuzzWorld.bugs());
        if (first > 0 && now > first + MAX_GROWTH) {
            throw new AssertionError("the heap grows: %d MiB, %d near the beginning".formatted(now, first));
        }
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
    }
}
