package musubi.connection;

import java.util.List;
import java.util.stream.Collectors;

/** A connection cannot be made, changed or repaired. Nothing was saved. The texts hold no secrets. */
public final class ConnectionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, in the order of what is told first when there are several. */
    public enum Reason {
        /** What was entered cannot be right. */
        INVALID,
        /** It is there already. */
        CONFLICT,
        /** LINE or HubSpot say no, or the portal is not as it has to be. */
        REFUSED,
        /** LINE or HubSpot cannot be reached, or have a problem: the same may work later. */
        UNAVAILABLE
    }

    /**
     * One thing that is wrong.
     *
     * @param field where it was entered, as the REST API names it: {@code line.channelSecret}
     * @param message what is wrong and what to do
     * @param scopes of HubSpot, those that are missing
     */
    public record Refusal(Reason reason, String field, String message, List<String> scopes) {

        /** Where no scope is missing. */
        public Refusal(Reason reason, String field, String message) {
            this(reason, field, message, List.of());
        }
    }

    private final transient List<Refusal> refusals;

    ConnectionRefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    /** @param refusals at least one */
    ConnectionRefusedException(List<Refusal> refusals) {
        super(text(refusals));
        this.refusals = List.copyOf(refusals);
    }

    private static String text(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::message).distinct().collect(Collectors.joining(" "));
    }

    /** All that is wrong, as one text. */
    public String detail() {
        return text(refusals);
    }

    /** What it is about, by the names that the REST API has for it, separated by commas. */
    public String subjects() {
        return refusals.stream()
                .map(refusal -> refusal.field().replaceFirst("^propertyNames\\.", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** All that is wrong; at least one. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The first of their reasons, in the order of {@link Reason}. */
    public Reason reason() {
        return refusals.stream().map(Refusal::reason).sorted().findFirst().orElseThrow();
    }
}
