package musubi.link;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A custom link: for one poster, one campaign, one shop.
 *
 * @param id 10 characters, the last part of its address
 * @param title the LINE Traffic Source of contacts made through it, up to 255 characters
 * @param originalSource what these contacts get as HubSpot's original source
 * @param pageAfter where friends are sent after linking; empty: where the connection sends them
 * @param enabled off: its address tells that it is not in use
 */
public record Link(
        String id,
        UUID connectionId,
        String title,
        Optional<OriginalSource> originalSource,
        Optional<URI> pageAfter,
        boolean enabled,
        Instant createdAt) {}
