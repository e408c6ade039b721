package musubi.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import musubi.message.MessageProblem.Code;
import musubi.message.tokens.TokenText;

/** Collects what is wrong with a message: all of it, not the first. */
final class Problems {

    private final List<MessageProblem> found = new ArrayList<>();

    void add(MessageProblem problem) {
        found.add(problem);
    }

    void add(String field, Code code, Object... arguments) {
        found.add(MessageProblem.of(field, code, arguments));
    }

    /** Parses a text with tokens; empty, and told, where it is wrong. */
    Optional<TokenText> parse(String field, String source) {
        var parsing = TokenText.parse(source);
        parsing.problems()
                .forEach(problem -> found.add(new MessageProblem(
                        field,
                        switch (problem.kind()) {
                            case SYNTAX -> Code.TOKEN_SYNTAX;
                            case NOT_ALLOWED -> Code.TOKEN_NOT_ALLOWED;
                            case TOO_LONG -> Code.TOO_LONG;
                        },
                        problem.arguments())));
        return parsing.text();
    }

    int size() {
        return found.size();
    }

    List<MessageProblem> all() {
        return List.copyOf(found);
    }
}
