package musubi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import musubi.bench.scenario.AtRest;
import musubi.bench.scenario.ManyExecutions;
import musubi.bench.scenario.SameMinute;
import musubi.bench.scenario.StepsKilled;

/** Runs the measurements that docs/performance.md describes. Started by {@code bin/bench}. */
final class Bench {

    private static final List<String> ALL =
            List.of("intake", "coldintake", "drain", "latency", "start", "pages", "redirect");
    /** What {@code delivery} stands for. */
    private static final List<String> DELIVERY = List.of("sendnow", "preparing", "multicast", "push", "killed");
    /** What {@code scenarios} stands for. */
    private static final List<String> SCENARIOS = List.of("steps", "atrest", "executions", "stepskilled");

    private Bench() {}

    /**
     * Runs the requested measurements one after another.
     *
     * @param arguments which measurements; none or {@code all}: all except {@code import} and those of {@code delivery} and
     *     {@code scenarios}, which take long and must be named. {@code --friends N}: how many friends they import or write to
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        try {
            var wanted = new ArrayList<>(List.of(arguments));
            var friends = friends(wanted);
            // builds Musubi and records its cache if necessary, so that no measured run does it
            World.startMusubi(World.freePort(), List.of()).close();
            measurements(wanted).forEach(one -> measure(one, friends));
            System.exit(0);
        } catch (RuntimeException e) {
            // the stand-ins' threads would keep the program alive
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static List<String> measurements(List<String> wanted) {
        return wanted.isEmpty() || wanted.equals(List.of("all"))
                ? ALL
                : wanted.equals(List.of("delivery"))
                        ? DELIVERY
                        : wanted.equals(List.of("scenarios")) ? SCENARIOS : wanted;
    }

    /** Removes {@code --friends N} from the arguments and returns N. */
    private static OptionalInt friends(List<String> arguments) {
        var at = arguments.indexOf("--friends");
        if (at < 0) {
            return OptionalInt.empty();
        }
        arguments.remove(at);
        if (at == arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("--friends: (expected: a number up to 9,999,999)");
        }
        return OptionalInt.of(Integer.parseInt(arguments.remove(at)));
    }

    private static void measure(String one, OptionalInt friends) {
        switch (one) {
            case "intake" -> Intake.run();
            case "coldintake" -> Intake.runCold();
            case "drain" -> Drain.run();
            case "latency" -> Latency.run();
            case "start" -> Start.run();
            case "pages" -> Pages.run();
            case "redirect" -> Redirect.run();
            case "import" -> Import.run(friends.orElse(Import.FRIENDS));
            case "sendnow" -> SendNow.run();
            case "preparing" -> Preparing.run(friends.orElse(Preparing.PEOPLE));
            case "multicast" -> Sending.multicast(friends.orElse(Sending.MULTICAST_PEOPLE));
            case "push" -> Sending.push(friends.orElse(Sending.PUSH_PEOPLE));
            case "killed" -> Killed.run(friends.orElse(Killed.PEOPLE));
            case "steps" -> SameMinute.run(friends.orElse(SameMinute.PEOPLE));
            case "atrest" -> AtRest.run(friends.orElse(AtRest.PEOPLE));
            case "executions" -> ManyExecutions.run(friends.orElse(ManyExecutions.EXECUTIONS));
            case "stepskilled" -> StepsKilled.run(friends.orElse(StepsKilled.PEOPLE));
            default ->
                throw new IllegalArgumentException(
                        "%s (expected: all, delivery, scenarios, import or some of %s, %s, %s)"
                                .formatted(one, ALL, DELIVERY, SCENARIOS));
        }
    }
}
