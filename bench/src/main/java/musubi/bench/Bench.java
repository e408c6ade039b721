package musubi.bench;

import java.util.List;

/** Measures what docs/performance.md tells. {@code bin/bench} starts it. */
final class Bench {

    private static final List<String> ALL = List.of("intake", "drain", "latency", "start");

    private Bench() {}

    /**
     * Measures.
     *
     * @param arguments which measurements; none or {@code all}: all
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        var wanted = arguments.length == 0 || arguments[0].equals("all") ? ALL : List.of(arguments);
        try {
            wanted.forEach(Bench::measure);
            System.exit(0);
        } catch (RuntimeException e) {
            // the stand-ins' threads would keep the program alive
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void measure(String one) {
        switch (one) {
            case "intake" -> Intake.run();
            case "drain" -> Drain.run();
            case "latency" -> Latency.run();
            case "start" -> Start.run();
            default -> throw new IllegalArgumentException("%s (expected: all or some of %s)".formatted(one, ALL));
        }
    }
}
