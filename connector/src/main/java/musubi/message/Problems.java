package musubi.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.message.MessageProblem.Code;
import musubi.message.tokens.TokenText;

/** Collects what is wrong with a message: all of it, not the first. */
final class Problems {

    /** Nobody reads more; and a body may hold a hundred thousand. */
    private static final int MAX = 100;

    private static final int MAX_ARGUMENT = 200;

    private final List<MessageProblem> found = new ArrayList<>();
    private int count;
    private boolean wrong;

    void add(MessageProblem problem) {
        count++;
        wrong |= !problem.code().isWarning();
        // a picture stands in two fields of LINE's
        if (found.size() < MAX && !found.contains(problem)) {
            found.add(problem);
        }
    }

    void add(String field, Code code, Object... arguments) {
        add(new MessageProblem(
                field,
                code,
                Stream.of(arguments)
                        .map(String::valueOf)
                        .map(Problems::shortened)
                        .toList()));
    }

    /** What somebody wrote is repeated for them to recognise it, not to read it. */
    private static String shortened(String argument) {
        return argument.length() <= MAX_ARGUMENT ? argument : argument.substring(0, MAX_ARGUMENT) + "…";
    }

    /** Parses a text with tokens; empty, and told, where it is wrong. */
    Optional<TokenText> parse(String field, String source) {
        var parsing = TokenText.parse(source);
        parsing.problems()
                .forEach(problem -> add(new MessageProblem(
                        field,
                        switch (problem.kind()) {
                            case SYNTAX -> Code.TOKEN_SYNTAX;
                            case NOT_ALLOWED -> Code.TOKEN_NOT_ALLOWED;
                            case TOO_LONG -> Code.TOO_LONG;
                        },
                        problem.arguments().stream().map(Problems::shortened).toList())));
        return parsing.text();
    }

    /** Whether one of them is more than a warning. */
    boolean isWrong() {
        return wrong;
    }

    /** How many there are, those that are not listed included. */
    int size() {
        return count;
    }

    /** The first {@value #MAX}. */
    List<MessageProblem> all() {
        return List.copyOf(found);
    }
}
