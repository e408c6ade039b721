package musubi.content;

import java.time.Instant;
import java.util.UUID;

/** Where an entry stands in the library, whether or not it still exists. */
public record MediumPlace(Instant createdAt, UUID id) {}
