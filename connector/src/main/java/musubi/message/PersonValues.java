package musubi.message;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the person for whom a message is rendered, and what turned out to be missing. Of one thread. */
final class PersonValues {

    /** No token can name it. */
    static final String KEY = "person values";

    private final Map<String, PropertyValue> values;
    private final Map<String, Object> internal;
    private final Set<String> missing = new LinkedHashSet<>();
    private boolean inAddress;

    /** @param values by property, without those that are empty */
    PersonValues(Map<String, PropertyValue> values) {
        this.values = values;
        this.internal = values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, value -> value.getValue().internal()));
    }

    static PersonValues of(JinjavaInterpreter interpreter) {
        return (PersonValues) interpreter.getContext().get(KEY);
    }

    /** What conditions and filters see, by property. */
    Map<String, Object> internal() {
        return internal;
    }

    /** Empty where there is no value. */
    String label(String property) {
        var value = values.get(property);
        return value == null ? "" : value.label();
    }

    void missing(Set<String> properties) {
        missing.addAll(properties);
    }

    /** Properties without a value whose tokens have no {@code default}. */
    Set<String> missing() {
        return missing;
    }

    void inAddress(boolean now) {
        inAddress = now;
    }

    /** Whether what is printed now becomes part of an address. */
    boolean inAddress() {
        return inAddress;
    }
}
