package musubi.sync;

import java.util.Collection;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.line.LineFailure;
import musubi.line.LineProfile;

/** Tells the operator when LINE refuses the channel, and takes it back when LINE answers again. */
final class LineTrouble {

    private static final Problem REFUSED = new Problem(
            "LINE refuses the channel access token",
            "New contacts get a name and a picture only when LINE answers again; nothing is lost."
                    + " Issue a new channel access token in the LINE Developers Console and set it on this connection.");

    private LineTrouble() {}

    static void report(Connections connections, Connection connection, Collection<LineProfile> answers) {
        var told = connection.problems().contains(REFUSED);
        var refused = answers.stream()
                .anyMatch(answer -> answer instanceof LineProfile.Failed(var failure)
                        && failure.kind() == LineFailure.Kind.UNAUTHORIZED);
        if (refused && !told) {
            connections.report(connection.id(), REFUSED);
        } else if (told && answers.stream().anyMatch(answer -> !(answer instanceof LineProfile.Failed))) {
            connections.resolve(connection.id(), REFUSED.title());
        }
    }
}
