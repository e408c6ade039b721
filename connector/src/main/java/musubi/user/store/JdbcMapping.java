package musubi.user.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import musubi.user.Role;
import musubi.user.Scope;

/** Reads and writes what several tables of this module have in common: the columns of a {@link Scope}. */
public final class JdbcMapping {

    private JdbcMapping() {}

    /** The scope in the columns {@code role}, {@code all_connections} and {@code connections}. */
    public static Scope scope(ResultSet row) throws SQLException {
        return new Scope(Role.valueOf(row.getString("role")), row.getBoolean("all_connections"), Set.of((UUID[])
                row.getArray("connections").getArray()));
    }

    /** The value of the column {@code connections}. */
    public static UUID[] connections(Scope scope) {
        return scope.connections().toArray(UUID[]::new);
    }
}
