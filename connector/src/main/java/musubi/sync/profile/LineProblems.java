package musubi.sync.profile;

import java.util.Collection;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.line.LineFailure;
import musubi.line.LineProfile;

/** Reports a problem when LINE refuses the channel or forbids it to read profiles, and resolves it when LINE answers again. */
final class LineProblems {

    private LineProblems() {}

    static void report(Connections connections, Connection connection, Collection<LineProfile> answers) {
        report(connections, connection, answers, LineFailure.Kind.UNAUTHORIZED, ProblemCode.LINE_TOKEN_REFUSED);
        report(connections, connection, answers, LineFailure.Kind.FORBIDDEN, ProblemCode.LINE_PROFILES_FORBIDDEN);
        foreign(connections, connection, answers);
    }

    private static void foreign(Connections connections, Connection connection, Collection<LineProfile> answers) {
        var foreign = answers.stream()
                .flatMap(answer -> answer instanceof LineProfile.Failed(var failure)
                        ? failure.foreignType().map(type -> foreign(failure, type)).stream()
                        : Stream.empty())
                .findFirst();
        if (foreign.isPresent()) {
            connections.report(connection.id(), foreign.get());
        } else if (answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            connections.resolve(connection.id(), ProblemCode.LINE_FOREIGN_ANSWER);
        }
    }

    private static Problem foreign(LineFailure failure, String type) {
        return new Problem(ProblemCode.LINE_FOREIGN_ANSWER, String.valueOf(failure.status()), type);
    }

    private static void report(
            Connections connections,
            Connection connection,
            Collection<LineProfile> answers,
            LineFailure.Kind kind,
            ProblemCode code) {
        var isReported = connection.has(code);
        var refused = answers.stream()
                .anyMatch(answer -> answer instanceof LineProfile.Failed(var failure) && failure.kind() == kind);
        if (refused && !isReported) {
            connections.report(connection.id(), new Problem(code));
        } else if (isReported && answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            connections.resolve(connection.id(), code);
        }
    }
}
