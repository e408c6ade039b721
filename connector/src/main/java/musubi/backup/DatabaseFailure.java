package musubi.backup;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import musubi.system.command.CommandRefusedException;

/**
 * What a person is told when the database fails. Without its message, which may quote a value.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class DatabaseFailure {

    private DatabaseFailure() {}

    /** @param outcome a sentence: what became of the command */
    static CommandRefusedException refused(Exception failure, String outcome) {
        var state = state(failure);
        var what = switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "28", "3D", "57", "" ->
                "The database cannot be reached, or ended. Check that it runs, and the settings"
                        + " spring.datasource.url, .username and .password.";
            case "55" ->
                "Another program holds tables of the database. Try again in a minute; to restore, stop every Musubi first.";
            case "53" -> "The database has no room left: look at its disk and its connections.";
            case "42" ->
                "The tables of the database are other ones than this Musubi knows, or its role may not use them.";
            default -> "The database refused.";
        };
        return new CommandRefusedException(
                what + " (SQL state " + (state.isEmpty() ? "unknown" : state) + ") " + outcome, failure);
    }

    private static String state(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> Objects.requireNonNullElse(((SQLException) cause).getSQLState(), ""))
                .reduce("", (_, deeper) -> deeper);
    }
}
