package musubi.sync;

import java.util.Collection;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.line.LineFailure;
import musubi.line.LineProfile;

/** Tells the operator when LINE refuses the channel or forbids it to read profiles, and takes it back when LINE answers again. */
final class LineTrouble {

    private static final Problem REFUSED = new Problem(
            "LINE refuses the channel access token",
            "New contacts get a name and a picture only when LINE answers again; nothing is lost."
                    + " Issue a new channel access token in the LINE Developers Console and set it on this connection.");

    private static final Problem FORBIDDEN = new Problem(
            "LINE does not let this channel read its friends' profiles",
            "Contacts are made with a general name and picture, and completed when LINE allows it; nothing else is lost."
                    + " Look in the LINE Developers Console whether the channel's token and the provider are the right ones.");

    private LineTrouble() {}

    static void report(Connections connections, Connection connection, Collection<LineProfile> answers) {
        report(connections, connection, answers, LineFailure.Kind.UNAUTHORIZED, REFUSED);
        report(connections, connection, answers, LineFailure.Kind.FORBIDDEN, FORBIDDEN);
        foreign(connections, connection, answers);
    }

    private static void foreign(Connections connections, Connection connection, Collection<LineProfile> answers) {
        var foreign = answers.stream()
                .flatMap(answer -> answer instanceof LineProfile.Failed(var failure)
                        ? failure.foreignType().map(type -> ForeignAnswers.line(failure.status(), type)).stream()
                        : Stream.empty())
                .findFirst();
        if (foreign.isPresent()) {
            connections.report(connection.id(), foreign.get());
        } else if (answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            connections.resolve(connection.id(), ForeignAnswers.LINE);
        }
    }

    private static void report(
            Connections connections,
            Connection connection,
            Collection<LineProfile> answers,
            LineFailure.Kind kind,
            Problem problem) {
        var told = connection.problems().contains(problem);
        var refused = answers.stream()
                .anyMatch(answer -> answer instanceof LineProfile.Failed(var failure) && failure.kind() == kind);
        if (refused && !told) {
            connections.report(connection.id(), problem);
        } else if (told && answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            connections.resolve(connection.id(), problem.title());
        }
    }
}
