package musubi.system.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import musubi.system.StartFailure;

/**
 * The database role of the application: it owns its database and everything in it, and has no other privilege on the server. It gets a new
 * password at each start. Only the launcher uses the superuser.
 */
final class ApplicationRole {

    static final String NAME = "musubi_app";

    /**
     * Objects that the superuser owns in a database from before this role existed. Indexes, owned sequences and row types follow their
     * table.
     */
    private static final String OWNED_BY_SUPERUSER = """
            select format('alter %s %I.%I owner to musubi_app',
                          case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                                       else 'table' end, nspname, relname)
            from pg_class join pg_namespace on pg_namespace.oid = relnamespace
            where relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> 'musubi_app'::regrole
              and nspname !~ '^pg_' and nspname <> 'information_schema'
              and not exists (select from pg_depend
                              where classid = 'pg_class'::regclass and objid = pg_class.oid
                                and refclassid = 'pg_class'::regclass and deptype in ('a', 'i'))
            union all
            select format('alter routine %s owner to musubi_app', pg_proc.oid::regprocedure)
            from pg_proc join pg_namespace on pg_namespace.oid = pronamespace
            where proowner <> 'musubi_app'::regrole and nspname !~ '^pg_' and nspname <> 'information_schema'
            union all
            select format('alter type %I.%I owner to musubi_app', nspname, typname)
            from pg_type join pg_namespace on pg_namespace.oid = typnamespace
            where typtype in ('e', 'd', 'r') and typowner <> 'musubi_app'::regrole
              and nspname !~ '^pg_' and nspname <> 'information_schema'
            union all
            select format('alter schema %I owner to musubi_app', nspname)
            from pg_namespace
            where nspowner not in ('musubi_app'::regrole, 'pg_database_owner'::regrole)
              and nspname !~ '^pg_' and nspname <> 'information_schema'
            """;

    private ApplicationRole() {}

    /**
     * Creates or corrects the role, and makes it the owner of the database.
     *
     * @param url of the database
     * @param user the superuser
     * @return the role's new password
     * @throws StartFailure when that is not possible
     */
    static String prepare(String url, String user, String userPassword) {
        var password = password();
        try (var connection = DriverManager.getConnection(url, user, userPassword)) {
            connection.setAutoCommit(false);
            if (rows(connection, "select rolname from pg_roles where rolname = '" + NAME + "'")
                    .isEmpty()) {
                run(connection, "create role " + NAME);
            }
            run(
                    connection,
                    "alter role " + NAME + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
                            + " password '" + password + "'");
            run(connection, "alter database " + PostgresCluster.DATABASE + " owner to " + NAME);
            for (var statement : rows(connection, OWNED_BY_SUPERUSER)) {
                run(connection, statement);
            }
            connection.commit();
            return password;
        } catch (SQLException failure) {
            throw new StartFailure(
                    "The database's role " + NAME + " cannot be prepared (" + failure.getMessage() + ").",
                    "Start again; see data/postgresql.log for the messages of the database.",
                    failure);
        }
    }

    private static String password() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        try (var running = connection.createStatement();
                var found = running.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }
}
