package musubi.content.media;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import musubi.content.MediaProblem;
import musubi.content.MediaRefusedException;
import musubi.system.upload.SpooledFiles;
import org.springframework.stereotype.Component;

/**
 * Decodes and encodes pictures, one at a time for the whole process, so that they fit the heap whatever is uploaded at once.
 * It is a thread of the operating system: on a virtual thread the work of seconds would keep others from a core.
 */
@Component
class PictureThread {

    private static final int MAX_WAITING = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final ThreadPoolExecutor thread;

    PictureThread() {
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().name("media-pictures").daemon().factory());
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes all sizes of a picture, and waits for it.
     *
     * @param files receives the files of the sizes
     * @throws MediaRefusedException when it is refused, or its turn does not come
     */
    MadeMedium make(FileKind kind, Path file, SpooledFiles files) throws IOException {
        try {
            var work = thread.submit(() -> MakePicture.of(kind, file, files));
            try {
                return work.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } finally {
                work.cancel(false);
            }
        } catch (RejectedExecutionException | TimeoutException busy) {
            throw new MediaRefusedException(MediaProblem.BUSY, busy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaRefusedException(MediaProblem.BUSY, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MediaRefusedException refused) {
                throw new MediaRefusedException(refused.problem(), refused);
            }
            if (e.getCause() instanceof IOException failed) {
                throw new IOException(failed.getMessage(), failed);
            }
            throw new IllegalStateException("a picture could not be made", e.getCause());
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
