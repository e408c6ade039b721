package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import musubi.system.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverServerTests {

    private static final Path BINARIES = Path.of("target", "postgresql");

    @TempDir
    Path temporary;

    @Test
    void afterAKillTheNextOneTakesOverWhatIsCommitted() throws Exception {
        Files.createDirectories(BINARIES);
        var data = temporary.toRealPath().resolve("data");
        try (var killed = new ServerProcess(List.of(), classPath(), data, BINARIES)) {
            var properties = new java.util.Properties();
            try (var file = Files.newBufferedReader(data.resolve("database.properties"))) {
                properties.load(file);
            }
            var url = "jdbc:postgresql://127.0.0.1:" + properties.getProperty("port") + "/musubi";
            // stays open: a client of the leftover must not hold up the take-over
            try (var connection = DriverManager.getConnection(
                    url, properties.getProperty("username"), properties.getProperty("password"))) {
                connection.createStatement().execute("CREATE TABLE kept AS SELECT 7 AS number");
                assertThatThrownBy(() -> EmbeddedPostgres.start(data, BINARIES, Map.of()))
                        .isInstanceOf(StartFailure.class)
                        .hasMessageContaining("Another Musubi");

                killed.kill();
                var leftover = ProcessHandle.of(killed.serverProcessId());
                assertThat(leftover.map(ProcessHandle::isAlive)).contains(true);

                try (var next = EmbeddedPostgres.start(data, BINARIES, Map.of());
                        var again = DriverManager.getConnection(next.url(), next.username(), next.password());
                        var rows = again.createStatement().executeQuery("SELECT number FROM kept")) {
                    assertThat(next.processId()).isNotEqualTo(killed.serverProcessId());
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(7);
                    assertThat(Path.of("/proc/" + killed.serverProcessId() + "/exe"))
                            .satisfiesAnyOf(
                                    gone -> assertThat(gone).doesNotExist(),
                                    zombie ->
                                            assertThat(Files.isReadable(zombie)).isFalse());
                }
            }
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
