package musubi.content.media;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of the library. The components are those of {@link musubi.content.MediumEntry}, which has the address besides. */
public record StoredMedium(
        UUID id,
        UUID connectionId,
        String contentType,
        int width,
        int height,
        long bytes,
        Optional<Duration> duration,
        Instant createdAt) {}
