package musubi.connection;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A problem of a connection that a person should solve. A connection has at most one with the same code.
 *
 * @param arguments of the code's texts, as many as the code says; no secrets, nothing about friends
 */
public record Problem(ProblemCode code, List<String> arguments) {

    public Problem {
        arguments = List.copyOf(arguments);
        if (arguments.size() != code.prefixes().size()) {
            throw new IllegalArgumentException("%s has %d arguments (expected: %d)"
                    .formatted(code, arguments.size(), code.prefixes().size()));
        }
    }

    /** With single arguments. */
    public Problem(ProblemCode code, String... arguments) {
        this(code, List.of(arguments));
    }

    /** What is wrong, in a few words: of the message bundles. */
    public MessageSourceResolvable title() {
        return text("title");
    }

    /** What it means and what to do: of the message bundles. */
    public MessageSourceResolvable detail() {
        return text("detail");
    }

    private MessageSourceResolvable text(String part) {
        var values = new ArrayList<>();
        for (var prefix : code.prefixes()) {
            var argument = arguments.get(values.size());
            values.add(prefix.isEmpty() ? argument : new DefaultMessageSourceResolvable(prefix + argument));
        }
        return new DefaultMessageSourceResolvable(
                new String[] {"problem.%s.%s".formatted(code, part)}, values.toArray());
    }
}
