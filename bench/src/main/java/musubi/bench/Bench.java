package musubi.bench;

import java.util.ArrayList;
import java.util.List;

/** Runs the measurements that docs/performance.md describes. Started by {@code bin/bench}. */
final class Bench {

    private static final List<String> ALL = List.of("intake", "drain", "latency", "start", "pages", "redirect");

    private Bench() {}

    /**
     * Runs the requested measurements one after another.
     *
     * @param arguments which measurements; none or {@code all}: all except {@code import}, which takes long and must be
     *     named. {@code --friends N}: how many friends it imports
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try {
            var wanted = new ArrayList<>(List.of(arguments));
            var friends = friends(wanted);
            // builds Musubi and records its cache if necessary, so that no measured run does it
            World.startMusubi(World.freePort(), List.of()).close();
            (wanted.isEmpty() || wanted.equals(List.of("all")) ? ALL : wanted).forEach(one -> measure(one, friends));
            System.exit(0);
        } catch (RuntimeException e) {
            // the stand-ins' threads would keep the program alive
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Removes {@code --friends N} from the arguments and returns N. */
    private static int friends(List<String> arguments) {
        var at = arguments.indexOf("--friends");
        if (at < 0) {
            return Import.FRIENDS;
        }
        arguments.remove(at);
        if (at == arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("--friends: (expected: a number up to 9,999,999)");
        }
        return Integer.parseInt(arguments.remove(at));
    }

    private static void measure(String one, int friends) {
        switch (one) {
            case "intake" -> Intake.run();
            case "drain" -> Drain.run();
            case "latency" -> Latency.run();
            case "start" -> Start.run();
            case "pages" -> Pages.run();
            case "redirect" -> Redirect.run();
            case "import" -> Import.run(friends);
            default ->
                throw new IllegalArgumentException("%s (expected: all, import or some of %s)".formatted(one, ALL));
        }
    }
}
