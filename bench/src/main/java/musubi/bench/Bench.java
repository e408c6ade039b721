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
        for (var one : wanted) {
            switch (one) {
                case "intake" -> Intake.run();
                case "drain" -> Drain.run();
                case "latency" -> Latency.run();
                case "start" -> Start.run();
                default -> {
                    System.err.printf("%s (expected: all or some of %s)%n", one, String.join(", ", ALL));
                    System.exit(2);
                }
            }
        }
        System.exit(0);
    }
}
