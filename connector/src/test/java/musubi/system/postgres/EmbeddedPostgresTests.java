package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import musubi.system.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests extends PostgresWorld {

    @TempDir
    static Path temporary;

    EmbeddedPostgresTests() {
        super(temporary);
    }

    @Test
    void itIsDurable() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("data_checksums")).isEqualTo("on");
    }

    @Test
    void oneThatIsKilledIsStartedAgainAtTheSameAddress() throws SQLException {
        var killed = postgres.processId();
        assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (postgres.processId() == killed || !answers()) {
            assertThat(System.nanoTime()).as("it did not come back in 20 s").isLessThan(end);
            Pause.aMoment();
        }
        assertThat(setting("fsync")).isEqualTo("on");
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Test
    void aRestartKeepsTheData() throws SQLException {
        execute("CREATE TABLE kept (word text)");
        execute("INSERT INTO kept VALUES ('musubi')");
        postgres.close();
        postgres = startOn(data);
        assertThat(value("SELECT word FROM kept")).isEqualTo("musubi");
    }

    @Test
    void aLostPasswordIsReplacedAndTheDataKept() throws Exception {
        execute("CREATE TABLE kept_too (word text)");
        var lost = postgres.administratorPassword();
        postgres.close();
        Files.delete(data.resolve("postgres.password"));
        postgres = startOn(data);
        assertThat(postgres.administratorPassword()).isNotEqualTo(lost);
        assertThat(value("SELECT count(*) FROM kept_too")).isEqualTo("0");
    }

    @Test
    void aCleanStopLeavesNoProcessAndNoProperties() {
        var server = ProcessHandle.of(postgres.processId());
        assertThat(server).isPresent();
        postgres.close();
        assertThat(server.get().isAlive()).isFalse();
        assertThat(data.resolve("database.properties")).doesNotExist();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsRefused() {
        assertThatThrownBy(() -> startOn(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Another Musubi")
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                .hasMessageContaining(data.toString());
    }

    @Test
    void itsLogTellsNothingOfTheStatements() throws Exception {
        execute("CREATE TABLE said (words text PRIMARY KEY)");
        execute("INSERT INTO said VALUES ('a secret of a friend')");
        assertThatThrownBy(() -> execute("INSERT INTO said VALUES ('a secret of a friend')"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> execute("SELECT 'a secret of a friend'::integer"))
                .isInstanceOf(SQLException.class);
        postgres.close();
        assertThat(Files.readString(data.resolve("postgresql.log")))
                .contains("database system is ready")
                .doesNotContain("secret");
    }

    @Test
    void aProcessIdThatNowIsSomebodyElsesIsLeftAlone() throws Exception {
        postgres.close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(data.resolve("postgres/postmaster.pid"), stranger.pid() + "\n");
            postgres = startOn(data);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void aDirectoryOfOtherPeopleIsRefused() throws Exception {
        var others = Files.createDirectory(
                temporary.resolve("others"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(others.resolve("letter.txt"), "not ours");
        assertThatThrownBy(() -> startOn(others))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("open to other users");
        assertThat(mode(others)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void theVersionInItsPathIsTheOneInside() throws SQLException {
        var archive = PostgresBinaries.class.getResource("/postgres-linux-x86_64.txz");
        assertThat(archive.toString()).contains("-" + PostgresBinaries.VERSION + ".jar");
        assertThat(value("SHOW server_version")).isEqualTo("18.4");
    }
}
