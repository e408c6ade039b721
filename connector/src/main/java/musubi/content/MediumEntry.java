package musubi.content;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.message.Medium;

/**
 * A picture or video of a connection's library.
 *
 * @param id random; whoever knows it may fetch the files
 * @param contentType of the file itself: {@code image/jpeg}, {@code image/png} or {@code video/mp4}
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param bytes of the file itself
 * @param duration of a video that tells it
 * @param url public; what is below it: {@link Medium#url()}
 */
public record MediumEntry(
        UUID id,
        UUID connectionId,
        String contentType,
        int width,
        int height,
        long bytes,
        Optional<Duration> duration,
        URI url,
        Instant createdAt) {

    /** As messages are checked and rendered with it. */
    public Medium medium() {
        return new Medium(
                contentType.startsWith("video/") ? Medium.Kind.VIDEO : Medium.Kind.IMAGE,
                url.toString(),
                width,
                height);
    }
}
