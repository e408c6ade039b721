package musubi.link;

import java.util.List;
import java.util.stream.Collectors;

/** A custom link cannot be made or changed. Nothing was saved. */
public final class LinkRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** What was entered cannot be right. */
        INVALID,
        /** There are as many as there may be. */
        TOO_MANY
    }

    /**
     * One thing that is wrong.
     *
     * @param field where it was entered, as the REST API names it
     * @param message what is wrong and what to do
     */
    public record Refusal(String field, String message) {}

    private final Reason reason;
    private final transient List<Refusal> refusals;

    LinkRefusedException(Reason reason, List<Refusal> refusals) {
        super(refusals.stream().map(Refusal::message).collect(Collectors.joining(" ")));
        this.reason = reason;
        this.refusals = List.copyOf(refusals);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** All that is wrong; at least one. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** All that is wrong, as one text. */
    public String detail() {
        return refusals.stream().map(Refusal::message).collect(Collectors.joining(" "));
    }
}
