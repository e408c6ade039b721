package musubi.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that only the user who runs Musubi can read. */
public final class PrivateFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /**
     * Writes a file of mode 0600 atomically and durably: also after a power cut it is complete or missing. An existing file is replaced.
     */
    public static void write(Path file, String content) {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (var channel = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
                var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            makeDurable(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Prepares a directory: creates it with mode 0700 if it is missing, and closes an existing empty one to other users. A directory with
     * files that other users can read is refused and left as it is, since it may be theirs.
     *
     * @return its real path: absolute, without symbolic links
     * @throws StartFailure when it cannot be created or other users can read it
     */
    public static Path directory(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                if (directory.toAbsolutePath().getParent() != null) {
                    Files.createDirectories(directory.toAbsolutePath().getParent());
                }
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
            } else if (!OWNER_ONLY_DIRECTORY.containsAll(Files.getPosixFilePermissions(directory))) {
                close(directory);
            }
            return directory.toRealPath();
        } catch (IOException failure) {
            throw new StartFailure(
                    "The data directory " + directory.toAbsolutePath() + " cannot be used (" + failure + ").",
                    "Give a directory of this user with musubi.data-dir.",
                    failure);
        }
    }

    private static void close(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new StartFailure(
                        "The data directory " + directory.toAbsolutePath()
                                + " holds files already and is open to other users.",
                        "If it is Musubi's, run \"chmod 700 " + directory.toAbsolutePath()
                                + "\"; if not, give another one with musubi.data-dir.");
            }
        }
        Files.setPosixFilePermissions(directory, OWNER_ONLY_DIRECTORY);
    }

    /** Makes the directory entry of a file durable. The caller makes its content durable. */
    public static void makeDurable(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try (var directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
