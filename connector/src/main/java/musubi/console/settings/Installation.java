package musubi.console.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions and disk space of this installation. */
@Component
class Installation {

    private final JdbcClient jdbc;
    private final Path dataDirectory;

    Installation(JdbcClient jdbc, @Value("${musubi.data-dir}") String dataDirectory) {
        this.jdbc = jdbc;
        this.dataDirectory = Path.of(dataDirectory);
    }

    /**
     * As it is now.
     *
     * @param musubi empty when it does not run from a jar
     * @param databaseBytes of all tables
     * @param dataBytes of the data directory; empty when there is none, the database being elsewhere
     */
    record Now(Optional<String> musubi, String java, String postgres, long databaseBytes, Optional<Long> dataBytes) {}

    Now now() {
        return new Now(
                Optional.ofNullable(Installation.class.getPackage().getImplementationVersion()),
                Runtime.version().toString(),
                jdbc.sql("show server_version").query(String.class).single(),
                jdbc.sql("select pg_database_size(current_database())")
                        .query(Long.class)
                        .single(),
                dataBytes());
    }

    private Optional<Long> dataBytes() {
        if (!Files.isDirectory(dataDirectory)) {
            return Optional.empty();
        }
        var bytes = new LongAdder();
        try {
            Files.walkFileTree(dataDirectory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.add(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                // the database removes files meanwhile
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(bytes.sum());
    }
}
