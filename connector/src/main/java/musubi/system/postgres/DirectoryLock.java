package musubi.system.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import musubi.system.StartFailure;

/** Locks a data directory for one Musubi. The operating system releases the lock when the process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {

    /** Closing a second channel on a file drops the locks of the first (POSIX), so one process must not try twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) {
        if (!HELD.add(directory)) {
            throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DirectoryLock(directory, lock(directory));
        } catch (IOException failure) {
            HELD.remove(directory);
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            HELD.remove(directory);
            throw failure;
        }
    }

    // the lock lives as long as the channel, which is handed out
    @SuppressWarnings("resource")
    private static FileChannel lock(Path directory) throws IOException {
        var channel = FileChannel.open(
                directory.resolve("musubi.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (channel.tryLock() == null) {
            var holder = ByteBuffer.allocate(20);
            channel.read(holder);
            channel.close();
            throw inUse(
                    directory, StandardCharsets.US_ASCII.decode(holder.flip()).toString());
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static StartFailure inUse(Path directory, String process) {
        return new StartFailure(
                "Another Musubi (process " + process + ") uses the data directory " + directory + ".",
                "Stop it first, or give this one a directory of its own with musubi.data-dir.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            HELD.remove(directory);
        }
    }
}
