package musubi.console.overview;

import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connection.State;
import musubi.connection.ProblemCode;
import musubi.inbox.Backlog;

/**
 * The state of a connection.
 *
 * @param mood paused, lost, waiting or well
 * @param oldestMinutes age of the oldest waiting event; 0 while paused, when waiting is intended
 */
public record Glance(
        Connection connection,
        UUID id,
        String name,
        String account,
        String mood,
        long waiting,
        long oldestMinutes,
        long failed,
        long problems) {

    /** Longer than events wait as long as everything works. */
    private static final long LATE_SECONDS = 300;

    public static Glance of(Connection connection, Backlog backlog) {
        return new Glance(
                connection,
                connection.id(),
                connection.name(),
                connection.displayName(),
                mood(connection, backlog),
                backlog.pending(),
                connection.isPaused() ? 0 : backlog.oldestSeconds() / 60,
                backlog.failed(),
                connection.problems().size());
    }

    /** Whether no event of LINE arrives: then nothing works. */
    private static boolean hearsNothing(Connection connection) {
        return connection.has(ProblemCode.WEBHOOK_NOT_SET)
                || connection.has(ProblemCode.WEBHOOK_GONE)
                || connection.has(ProblemCode.WEBHOOK_TAKEN)
                || connection.has(ProblemCode.WEBHOOK_OFF);
    }

    /** Whether an event waits for longer than it should, and nobody paused the connection. */
    boolean isLate() {
        return oldestMinutes * 60 >= LATE_SECONDS;
    }

    private static String mood(Connection connection, Backlog backlog) {
        if (connection.isPaused()) {
            return "paused";
        }
        if (connection.state() == State.UNAUTHORIZED || backlog.failed() > 0 || hearsNothing(connection)) {
            return "lost";
        }
        return backlog.oldestSeconds() > LATE_SECONDS || !connection.problems().isEmpty() ? "waiting" : "well";
    }
}
