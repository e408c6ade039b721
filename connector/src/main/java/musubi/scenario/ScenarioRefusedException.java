package musubi.scenario;

import java.io.Serial;
import java.util.List;
import musubi.scenario.definition.DefinitionProblem;

/** A scenario cannot be kept as it is. Nothing was changed. */
public final class ScenarioRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<DefinitionProblem> problems;

    /** @param problems at least one */
    public ScenarioRefusedException(List<DefinitionProblem> problems) {
        super("the scenario is refused: "
                + problems.stream().map(DefinitionProblem::codeName).distinct().toList());
        this.problems = List.copyOf(problems);
    }

    /** Throws what of some problems is more than a warning, if anything is. */
    static void throwIfWrong(List<DefinitionProblem> problems) {
        var wrong = problems.stream().filter(problem -> !problem.isWarning()).toList();
        if (!wrong.isEmpty()) {
            throw new ScenarioRefusedException(wrong);
        }
    }

    /** What is wrong. */
    public List<DefinitionProblem> problems() {
        return problems;
    }
}
