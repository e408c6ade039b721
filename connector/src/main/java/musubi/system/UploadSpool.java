package musubi.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import musubi.system.upload.SpooledFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The directory of files while they are read: {@code uploads} in the data directory, with its disk and mode. */
@Component
public final class UploadSpool {

    private static final Logger LOG = LoggerFactory.getLogger(UploadSpool.class);

    private final Path directory;
    private final FileTime start = FileTime.from(Instant.now());

    /** @throws StartFailure when the data directory cannot be used */
    UploadSpool(SystemSettings settings) {
        this.directory = PrivateFile.directory(
                PrivateFile.directory(Path.of(settings.dataDir())).resolve("uploads"));
    }

    Path directory() {
        return directory;
    }

    /** Files for one request. */
    public SpooledFiles files() {
        return new SpooledFiles(directory);
    }

    /** Deletes files of an earlier run. Not before the start is complete, since they could belong to a Musubi that still runs. */
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
                    "Files of an earlier run in {} cannot be deleted: {}",
                    directory,
                    e.getClass().getSimpleName());
        }
    }
}
