package musubi.system.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files on disk while one request is handled. Closing deletes them, and no more can be created. */
public final class SpooledFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledFiles.class);

    private final Path directory;
    private final List<Path> files = new ArrayList<>();
    private boolean closed;

    /** Files in that directory. */
    public SpooledFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Creates an empty file of mode 0600.
     *
     * @throws IOException when the disk is full, or the request has ended
     */
    public synchronized Path create() throws IOException {
        if (closed) {
            throw new IOException("the request has ended");
        }
        var file = Files.createTempFile(directory, "spooled-", ".tmp");
        files.add(file);
        return file;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the next start deletes it
                LOG.warn(
                        "A file of a request cannot be deleted: {}",
                        e.getClass().getSimpleName());
            }
        }
        files.clear();
    }
}
