package musubi.system.start;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports an external database that cannot be reached (SQL state 08), refuses the credentials (28) or does not exist (3D).
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class OutsideDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException failure) {
        var cause = failure;
        while (cause.getCause() instanceof SQLException deeper) {
            cause = deeper;
        }
        var state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("08") || state.startsWith("28") || state.startsWith("3D")) {
            return new FailureAnalysis(
                    "The database cannot be used: " + cause.getMessage(),
                    "Check spring.datasource.url, .username and .password, and that PostgreSQL runs there.",
                    root);
        }
        return null;
    }
}
