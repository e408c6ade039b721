package musubi.system.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.IOUtils;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.XZInputStream;

/** Where the tests run as root, what runs as anybody is tried as nobody. As anybody, all the other tests are this one. */
class OrdinaryUserTests {

    private static final String NOBODY = "65534";

    @TempDir
    Path temporary;

    @Test
    void itRunsAsAnOrdinaryUser() throws Exception {
        assumeTrue(PostgresPrograms.runningAsRoot(), "runs as an ordinary user already");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        var home = Files.createDirectory(temporary.resolve("home"));
        Files.setAttribute(home, "unix:uid", Integer.valueOf(NOBODY));
        Files.setAttribute(home, "unix:gid", Integer.valueOf(NOBODY));

        var data = home.resolve("data");
        try (var server = new ServerProcess(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                readableClassPath(),
                data,
                home)) {
            assertThat(owner(Path.of("/proc/" + server.serverProcessId()))).isEqualTo(Integer.valueOf(NOBODY));
            assertThat(owner(data.resolve("postgres"))).isEqualTo(Integer.valueOf(NOBODY));
            assertThat(server.end()).isTrue();
        }
        assertThat(data.resolve("database.properties")).doesNotExist();
    }

    private static Object owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    /** What the launcher needs of our classes and libraries, copied: root's own are not for everybody to read. */
    private List<Path> readableClassPath() throws IOException, URISyntaxException {
        var copies = new ArrayList<Path>();
        for (var type : List.of(
                EmbeddedPostgres.class,
                ServerProcess.class,
                TarArchiveInputStream.class,
                XZInputStream.class,
                IOUtils.class,
                ArrayUtils.class,
                org.postgresql.Driver.class,
                org.slf4j.LoggerFactory.class,
                org.jspecify.annotations.Nullable.class)) {
            copies.add(copy(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        for (var archive : List.of("/postgres-linux-x86_64.txz", "/postgres-linux-arm_64.txz")) {
            var jar = (JarURLConnection)
                    EmbeddedPostgres.class.getResource(archive).openConnection();
            copies.add(copy(Path.of(jar.getJarFileURL().toURI())));
        }
        return copies;
    }

    private Path copy(Path original) throws IOException {
        var copy = temporary.resolve(
                original.getFileName() + "-" + temporary.toFile().list().length);
        if (Files.isRegularFile(original)) {
            return Files.copy(original, copy);
        }
        Files.walkFileTree(original, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(copy.resolve(original.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(original.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }
}
