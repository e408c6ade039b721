package musubi.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Where files lie while they are read: {@code uploads} in the data directory, so that they count to its disk and its mode. */
final class UploadSpool {

    private static final Logger LOG = LoggerFactory.getLogger(UploadSpool.class);

    private final Path directory;
    private final FileTime start = FileTime.from(Instant.now());

    /** @throws StartFailure when the data directory cannot be used */
    UploadSpool(Path dataDirectory) {
        this.directory =
                PrivateFile.directory(PrivateFile.directory(dataDirectory).resolve("uploads"));
    }

    Path directory() {
        return directory;
    }

    /** Drops what a former run left behind. Only now: before, it could be that of a Musubi that still runs. */
    @EventListener(ApplicationReadyEvent.class)
    void clear() {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).compareTo(start) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "What a former run left in {} cannot be dropped: {}",
                    directory,
                    e.getClass().getSimpleName());
        }
    }
}
