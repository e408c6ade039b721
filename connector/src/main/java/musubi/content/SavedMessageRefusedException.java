package musubi.content;

import java.util.List;

/** A message cannot be saved. Nothing was saved. */
public final class SavedMessageRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Something is wrong with it. */
        INVALID,
        /** Another one has its name, or there are too many. */
        CONFLICT
    }

    private final Reason reason;
    private final transient List<MessageCheckProblem> problems;

    SavedMessageRefusedException(Reason reason, List<MessageCheckProblem> problems) {
        super(reason + " " + problems.stream().map(MessageCheckProblem::code).toList());
        this.reason = reason;
        this.problems = List.copyOf(problems);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** All that is wrong, at least one; warnings are left out. */
    public List<MessageCheckProblem> problems() {
        return problems;
    }
}
