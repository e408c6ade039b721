package musubi.broadcast.winner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastProblem.Code;
import musubi.broadcast.Tracking;

/** What is wrong with how the remainder of a broadcast gets the best variant. Pure. */
public final class WinnerCheck {

    private WinnerCheck() {}

    /** By our own rules; none where there is no winner. */
    public static List<BroadcastProblem> problems(BroadcastContent content, Tracking tracking) {
        return content.winner().map(rule -> problems(rule, content, tracking)).orElse(List.of());
    }

    private static List<BroadcastProblem> problems(WinnerRule rule, BroadcastContent content, Tracking tracking) {
        if (content.percents() > 100) {
            // which is wrong with a winner or without
            return List.of();
        }
        if (content.remainder() == 0) {
            return List.of(BroadcastProblem.of("winner", Code.WINNER_WITHOUT_REMAINDER));
        }
        var problems = new ArrayList<BroadcastProblem>();
        switch (rule.by()) {
            case CLICK_RATE -> {
                if (tracking == Tracking.OFF) {
                    problems.add(BroadcastProblem.of("winner.by", Code.WINNER_NOT_COUNTED));
                }
                if (rule.after()
                        .filter(after -> after.compareTo(WinnerRule.MIN_AFTER) >= 0
                                && after.compareTo(WinnerRule.MAX_AFTER) <= 0)
                        .isEmpty()) {
                    problems.add(BroadcastProblem.of(
                            "winner.after",
                            Code.WINNER_AFTER,
                            String.valueOf(WinnerRule.MIN_AFTER.toMinutes()),
                            String.valueOf(WinnerRule.MAX_AFTER.toHours())));
                }
            }
            case HAND -> {
                if (rule.after().isPresent()) {
                    problems.add(BroadcastProblem.of("winner.after", Code.WINNER_AFTER_HAND));
                }
            }
        }
        var names = new HashSet<String>();
        for (var i = 0; i < content.variants().size(); i++) {
            if (!names.add(content.variants().get(i).name().strip())) {
                problems.add(BroadcastProblem.of("variants[%d].name".formatted(i), Code.VARIANT_NAME_TWICE));
            }
        }
        return problems;
    }
}
