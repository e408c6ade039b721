package musubi.message;

import java.util.ArrayList;
import java.util.List;
import musubi.message.MessageProblem.Code;

/** Collects what is wrong with a message: all of it, not the first. */
final class Problems {

    private final List<MessageProblem> found = new ArrayList<>();

    void add(MessageProblem problem) {
        found.add(problem);
    }

    void add(String field, Code code, Object... arguments) {
        found.add(MessageProblem.of(field, code, arguments));
    }

    int size() {
        return found.size();
    }

    List<MessageProblem> all() {
        return List.copyOf(found);
    }
}
