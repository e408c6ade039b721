package musubi.system;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moments in SQL. Columns are {@code timestamptz}, Java has {@link Instant}, and the driver is given and asked for {@link OffsetDateTime}:
 * the one type that JDBC defines for them, and the only one that does not depend on the time zone of the process or of the session.
 */
public final class SqlTime {

    private SqlTime() {}

    /** The moment as a parameter of a statement. */
    public static OffsetDateTime of(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /** The moment as a parameter of a statement; {@code null} in SQL when there is none. */
    public static @Nullable OffsetDateTime of(Optional<Instant> moment) {
        return moment.map(SqlTime::of).orElse(null);
    }

    /** The moment in a column that is never {@code null}. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The moment in a column; empty for {@code null}. */
    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
