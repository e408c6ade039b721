package musubi.link;

import java.util.List;
import java.util.stream.Collectors;

/** A custom link cannot be created or changed. Nothing was saved. */
public final class LinkRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A value is invalid. */
        INVALID,
        /** The connection has the maximum number of links. */
        TOO_MANY
    }

    /**
     * A field with an invalid value.
     *
     * @param field by the name in the REST API
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

    /** All fields with invalid values; at least one. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** All messages as one text. */
    public String detail() {
        return refusals.stream().map(Refusal::message).collect(Collectors.joining(" "));
    }
}
