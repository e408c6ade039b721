package musubi.link;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A custom link: for one poster, one campaign, one shop.
 *
 * @param id 10 characters, the last part of its address
 * @param title the LINE Traffic Source of contacts who come by it, up to 255 characters
 * @param originalSource HubSpot's original source of these contacts
 * @param pageAfter page to which friends are sent after linking; empty for the connection's
 * @param enabled when false, its address shows that the link is not in use
 */
public record Link(
        String id,
        UUID connectionId,
        String title,
        Optional<OriginalSource> originalSource,
        Optional<URI> pageAfter,
        boolean enabled,
        Instant createdAt) {}
