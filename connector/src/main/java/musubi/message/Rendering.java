package musubi.message;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A message for one person, or why that person gets none. */
public sealed interface Rendering {

    /**
     * It can be sent.
     *
     * @param messages LINE's message objects, 1 to 5
     * @param missing properties without a value, in whose place there is nothing
     */
    record Ready(List<JsonNode> messages, Set<String> missing) implements Rendering {}

    /** These properties have no value, or nothing is left to send. */
    record ValueMissing(Set<String> properties) implements Rendering {}

    /** With this person's values that field is longer than LINE takes, or is no address. */
    record TooLong(String field) implements Rendering {}
}
