package musubi.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the tables of this module have in common. */
final class Rows {

    private Rows() {}

    static Scope scope(ResultSet row) throws SQLException {
        return new Scope(Role.valueOf(row.getString("role")), row.getBoolean("all_connections"), Set.of((UUID[])
                row.getArray("connections").getArray()));
    }

    static UUID[] array(Scope scope) {
        return scope.connections().toArray(UUID[]::new);
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> maybe(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime at(Optional<Instant> moment) {
        return moment.map(Rows::at).orElse(null);
    }
}
