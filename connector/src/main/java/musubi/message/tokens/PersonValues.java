package musubi.message.tokens;

import static java.util.Objects.requireNonNull;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.tree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.message.PropertyValue;

/** What is known of the person for whom a message is rendered, and what turned out to be missing. Of one thread. */
public final class PersonValues {

    /** Characters that mean nothing in a text. Values are cleaned of them, so that they can mark places in it. */
    public static final Pattern PRIVATE_USE = Pattern.compile("[\\uE000-\\uF8FF]");

    /** No token can name it. */
    static final String KEY = "person values";

    private final Map<String, PropertyValue> values;
    private final Set<String> missing = new LinkedHashSet<>();
    private final JinjavaInterpreter interpreter;
    private boolean inAddress;
    private boolean tooLong;

    /** @param values by property, without those that are empty */
    public PersonValues(Map<String, PropertyValue> values) {
        this.values = values;
        var internal = values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, value -> value.getValue().internal()));
        this.interpreter = TokenEngine.interpreter(internal, this);
    }

    static PersonValues of(JinjavaInterpreter interpreter) {
        return (PersonValues) requireNonNull(interpreter.getContext().get(KEY));
    }

    /** As people read it; empty where there is no value. */
    String label(String property) {
        var value = values.get(property);
        return value == null ? "" : value.label();
    }

    /** Those of them without a value. */
    Set<String> absent(Set<String> properties) {
        return properties.stream()
                .filter(property -> label(property).isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }

    void missing(Set<String> properties) {
        missing.addAll(properties);
    }

    /** Properties without a value whose tokens have no {@code default}. */
    public Set<String> missing() {
        return missing;
    }

    /** Whether what is printed now becomes part of an address. */
    boolean inAddress() {
        return inAddress;
    }

    Node parse(String source) {
        try (var _ = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return interpreter.parse(source);
        }
    }

    /** What the engine found wrong. */
    List<String> errors() {
        return interpreter.getErrorsCopy().stream()
                .map(TemplateError::getMessage)
                .toList();
    }

    String render(Node parsed, boolean address) {
        inAddress = address;
        var rendered = interpreter.render(parsed, false);
        tooLong |=
                interpreter.getErrorsCopy().stream().anyMatch(error -> error.getReason() == ErrorReason.OUTPUT_TOO_BIG);
        return rendered;
    }

    /** Whether a text became longer than the engine writes: what there is of it is not all. */
    public boolean isTooLong() {
        return tooLong;
    }
}
