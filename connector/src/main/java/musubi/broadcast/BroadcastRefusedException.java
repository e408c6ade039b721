package musubi.broadcast;

import java.io.Serial;
import java.util.List;

/** A broadcast cannot be kept, or sent, as it is. Nothing was changed. */
public final class BroadcastRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<BroadcastProblem> problems;

    /** @param problems at least one */
    public BroadcastRefusedException(List<BroadcastProblem> problems) {
        super("the broadcast is refused: "
                + problems.stream().map(BroadcastProblem::codeName).distinct().toList());
        this.problems = List.copyOf(problems);
    }

    /** Throws what of some problems is more than a warning, if anything is. */
    static void throwIfWrong(List<BroadcastProblem> problems) {
        var wrong = problems.stream().filter(problem -> !problem.isWarning()).toList();
        if (!wrong.isEmpty()) {
            throw new BroadcastRefusedException(wrong);
        }
    }

    /** What is wrong. */
    public List<BroadcastProblem> problems() {
        return problems;
    }
}
