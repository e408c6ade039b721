package musubi.testing.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import musubi.testing.ConnectorProcess;
import musubi.testing.TestDatabase;

/** A PgBouncer in transaction mode before a database: a connection of its is somebody else's after each transaction. */
public final class Pooler implements AutoCloseable {

    /** Fewer than a node asks for, so that they do change hands. */
    private static final int CONNECTIONS = 6;

    private final Daemon pgbouncer;
    private final String url;

    private Pooler(Daemon pgbouncer, String url) {
        this.pgbouncer = pgbouncer;
        this.url = url;
    }

    /** Before that database. Root makes the directory and the one around it readable for others. */
    public static Pooler start(Path directory, TestDatabase database) {
        var program = Daemon.installed("pgbouncer");
        var port = ConnectorProcess.freePort();
        var address = database.url().replaceFirst("^jdbc:postgresql://", "");
        var server = address.substring(0, address.indexOf('/')).split(":", 2);
        var name = address.substring(address.indexOf('/') + 1).replaceFirst("\\?.*", "");
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("users"), "\"%s\" \"%s\"%n".formatted(database.username(), database.password()));
            var configuration = directory.resolve("pgbouncer.ini");
            Files.writeString(configuration, """
                    [databases]
                    %1$s = host=%2$s port=%3$s dbname=%1$s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %4$d
                    unix_socket_dir =
                    auth_type = scram-sha-256
                    auth_file = %5$s/users
                    pool_mode = transaction
                    default_pool_size = %6$d
                    max_client_conn = 100
                    ignore_startup_parameters = extra_float_digits
                    """.formatted(
                    name, server[0].replace("localhost", "127.0.0.1"), server[1], port, directory, CONNECTIONS));
            var command = new ArrayList<>(List.of(program));
            if ("root".equals(System.getProperty("user.name"))) {
                // which it refuses to run as
                command.addAll(List.of("-u", "nobody"));
                for (var open : List.of(directory, directory.getParent())) {
                    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            command.add(configuration.toString());
            return new Pooler(
                    Daemon.start(command, directory, port),
                    "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0".formatted(port, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDBC address, as docs/operate.md wants it. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        pgbouncer.close();
    }
}
