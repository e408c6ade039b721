package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import musubi.link.Link;
import musubi.link.LinkCounts;
import musubi.link.OriginalSource;
import org.jspecify.annotations.Nullable;

/** A custom link in answers of the REST API. */
@Schema(name = "Link")
record LinkAnswer(
        @Schema(example = "7k2m9qx4wd") String id,
        UUID connectionId,

        @Schema(description = "LINE Traffic Source of contacts made through it", example = "Poster, Ginza station")
        String title,

        @Nullable OriginalSource originalSource,

        @Schema(example = "https://www.example.com/thanks") @Nullable
        URI pageAfter,

        boolean enabled,

        @Schema(example = "https://musubi.example.com/link/5f0c4a0e-3a57-4c0c-9d0a-0f5b7a1a2b3c/7k2m9qx4wd")
        URI url,

        @Schema(description = "On the REST API's own host", example = "/api/links/7k2m9qx4wd/qr.png")
        String qrPng,

        @Schema(example = "/api/links/7k2m9qx4wd/qr.svg") String qrSvg,
        LinkCounts counts,
        Instant createdAt) {

    static LinkAnswer of(Link link, URI url, LinkCounts counts) {
        var own = "/api/links/" + link.id();
        return new LinkAnswer(
                link.id(),
                link.connectionId(),
                link.title(),
                link.originalSource().orElse(null),
                link.pageAfter().orElse(null),
                link.enabled(),
                url,
                own + "/qr.png",
                own + "/qr.svg",
                counts,
                link.createdAt());
    }
}
