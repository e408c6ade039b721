package musubi.system.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import musubi.system.StartFailure;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL: an archive in our jar, unpacked once beside the data. */
public final class PostgresBinaries {

    /** The version of the archive; the same as in the pom. */
    static final String VERSION = "18.4.0";

    private PostgresBinaries() {}

    /**
     * Unpacks the programs (60 MB, about 2 s) if they are missing.
     *
     * @param parent an existing directory
     * @return the directory with {@code bin/postgres}
     * @throws StartFailure when there are none for this machine, or no space on its disk
     */
    public static Path unpack(Path parent) {
        var home = parent.resolve("postgresql-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        try (var archive = archive()) {
            var unfinished = Files.createTempDirectory(parent, "postgresql-unpacking-");
            try {
                unpack(archive, unfinished);
                makeDurable(unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException failure) {
                // another process was first: what it moved there is complete
                if (!Files.isDirectory(home)) {
                    throw failure;
                }
            } finally {
                deleteTree(unfinished);
            }
            return home;
        } catch (IOException failure) {
            throw new StartFailure(
                    "PostgreSQL could not be unpacked into " + home + " (" + failure + ").",
                    "Make sure that there is space (100 MB) and that this user may write there.",
                    failure);
        }
    }

    private static InputStream archive() {
        var machine = System.getProperty("os.arch", "");
        var name = switch (machine) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> "none";
        };
        var linux = System.getProperty("os.name", "").equals("Linux");
        var archive = linux ? PostgresBinaries.class.getResourceAsStream("/" + name) : null;
        if (archive == null) {
            throw new StartFailure(
                    "There is no PostgreSQL inside for this machine (" + System.getProperty("os.name") + ", " + machine
                            + "); there is one for Linux on x86-64 and ARM64.",
                    "Give a PostgreSQL 15 or newer with spring.datasource.url.");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path directory) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)), 1 << 16))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, directory);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        var file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
            throw new IOException("the archive names a file outside of itself");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Makes all files durable by one call for the file system instead of one for each of a thousand files. */
    private static void makeDurable(Path directory) throws IOException {
        try {
            new ProcessBuilder("sync", "-f", directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interruption);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
