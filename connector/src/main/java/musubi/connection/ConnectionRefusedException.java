package musubi.connection;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** A connection cannot be made, changed or repaired. Nothing was saved. Holds no secrets. */
public final class ConnectionRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The kind of a refusal. Of several refusals the first kind in this order decides. */
    public enum Reason {
        /** The input is not valid. */
        INVALID,
        /** It exists already. */
        CONFLICT,
        /** LINE or HubSpot refuse, or the portal does not have what is needed. */
        REFUSED,
        /** LINE or HubSpot cannot be reached, or have a problem: the same input may be accepted later. */
        UNAVAILABLE
    }

    /**
     * One reason for the refusal.
     *
     * @param field the input field that it is about, as the REST API names it: {@code line.channelSecret}
     * @param arguments of the code's sentence: texts, or {@link MessageSourceResolvable}s
     * @param scopes HubSpot scopes that are missing
     */
    public record Refusal(Reason reason, String field, RefusalCode code, List<Object> arguments, List<String> scopes) {

        public Refusal {
            arguments = List.copyOf(arguments);
            if (arguments.size() != code.arguments()) {
                throw new IllegalArgumentException(
                        "%s has %d arguments (expected: %d)".formatted(code, arguments.size(), code.arguments()));
            }
        }

        /** Without missing scopes. */
        public Refusal(Reason reason, String field, RefusalCode code, Object... arguments) {
            this(reason, field, code, List.of(arguments), List.of());
        }

        /** What is wrong and what to do, for a person: of the message bundles. */
        public MessageSourceResolvable text() {
            return new DefaultMessageSourceResolvable(new String[] {"refusal." + code}, arguments.toArray());
        }
    }

    private final transient List<Refusal> refusals;

    /** For this module. */
    public ConnectionRefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    /**
     * For this module.
     *
     * @param refusals at least one
     */
    public ConnectionRefusedException(List<Refusal> refusals) {
        super(refusals.stream().map(ConnectionRefusedException::logged).collect(Collectors.joining("; ")));
        this.refusals = List.copyOf(refusals);
    }

    /** For logs. */
    private static String logged(Refusal refusal) {
        var texts =
                refusal.arguments().stream().filter(String.class::isInstance).toList();
        return "%s: %s %s".formatted(refusal.field(), refusal.code(), texts);
    }

    /** The fields of the refusals as the REST API names them, separated by commas; of property names only the keys. */
    public String subjects() {
        return refusals.stream()
                .map(refusal -> refusal.field().replaceFirst("^propertyNames\\.", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** All refusals; at least one. */
    public List<Refusal> refusals() {
        return refusals;
    }

    /** The first of their reasons, in the order of {@link Reason}. */
    public Reason reason() {
        return refusals.stream().map(Refusal::reason).sorted().findFirst().orElseThrow();
    }
}
