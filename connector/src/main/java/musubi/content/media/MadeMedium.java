package musubi.content.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import musubi.system.upload.SpooledFiles;

/**
 * A medium with all its sizes, ready to be stored. Closing it deletes the files.
 *
 * @param files of each size, the original first
 */
public record MadeMedium(int width, int height, Optional<Duration> duration, List<MadeFile> files, SpooledFiles spooled)
        implements AutoCloseable {

    public MadeMedium {
        files = List.copyOf(files);
    }

    public MadeFile original() {
        return files.getFirst();
    }

    public String contentType() {
        return original().contentType();
    }

    /** Of all sizes. */
    public long bytes() {
        return files.stream().mapToLong(MadeFile::bytes).sum();
    }

    @Override
    public void close() {
        spooled.close();
    }
}
