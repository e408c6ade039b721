package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.content.Media;
import musubi.content.MediumEntry;
import musubi.content.MediumPlace;
import musubi.system.Uploads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController("mediaApi")
@RequestMapping("/api")
@Tag(name = "Media", description = "Pictures and videos for messages")
class MediaController {

    private final Media media;
    private final Connections connections;

    MediaController(Media media, Connections connections) {
        this.media = media;
        this.connections = connections;
    }

    /** The body of an upload. */
    @Schema(name = "MediumUpload")
    record MediumUpload(
            @Schema(description = "The file", type = "string", format = "binary")
            String file) {}

    /** A picture or video. */
    @Schema(name = "Medium")
    record MediumAnswer(
            UUID id,

            @Schema(allowableValues = {"image/jpeg", "image/png", "video/mp4"})
            String contentType,

            @Schema(description = "In pixels, upright") int width,

            @Schema(description = "In pixels, upright") int height,

            @Schema(description = "Of the file as it is served")
            long bytes,

            @Schema(
                    description =
                            "Public, without login. Below it: /original, and of pictures /preview (at most 1 MB), /240, /300,"
                                    + " /460, /700 and /1040 (as wide in pixels)")
            URI url,

            @Schema(description = "Of a video that tells it; null otherwise") @Nullable
            Long durationMs,

            Instant createdAt) {

        static MediumAnswer of(MediumEntry entry) {
            return new MediumAnswer(
                    entry.id(),
                    entry.contentType(),
                    entry.width(),
                    entry.height(),
                    entry.bytes(),
                    entry.url(),
                    entry.duration().map(Duration::toMillis).orElse(null),
                    entry.createdAt());
        }
    }

    @PostMapping(path = "/connections/{id}/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            operationId = "addMedium",
            summary = "Upload a picture or video",
            description =
                    "A JPEG or PNG of at most 10 MB and 50 megapixels, or an MP4 of at most 200 MB; what it is, is judged by its"
                            + " bytes. Pictures are turned upright, stripped of metadata and encoded again; of large ones a quarter of the"
                            + " pixels is kept.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = MediumUpload.class))))
    @ApiResponse(responseCode = "201", description = "It can be fetched at once")
    @ApiResponse(responseCode = "400", description = "No file, or none that LINE shows")
    @ApiResponse(responseCode = "409", description = "The connection has 10,000 media, or 20 GB of them")
    @ApiResponse(responseCode = "413", description = "The file is too large; told as soon as that is known")
    ResponseEntity<MediumAnswer> add(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        known(id);
        media.checkLength(request.getContentLengthLong());
        var file = Uploads.file(request, "file")
                .orElseThrow(() -> new InvalidParameterException("file", "rest.invalid.file"));
        var entry = media.add(id, request.getContentLengthLong(), file);
        return ResponseEntity.created(URI.create("/api/media/" + entry.id())).body(MediumAnswer.of(entry));
    }

    @GetMapping("/connections/{id}/media")
    @Operation(operationId = "listMedia", summary = "The connection's pictures and videos, the newest first")
    Page<MediumAnswer> list(
            @PathVariable UUID id,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        known(id);
        Page.checkLimit(limit);
        var found = media.of(id, place(after), limit + 1);
        var part = found.stream().limit(limit).toList();
        return new Page<>(
                part.stream().map(MediumAnswer::of).toList(), found.size() > limit ? cursor(part.getLast()) : null);
    }

    private static String cursor(MediumEntry entry) {
        return "%016x-%s".formatted(entry.createdAt().toEpochMilli(), entry.id());
    }

    private static Optional<MediumPlace> place(String after) {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MediumPlace(
                    Instant.ofEpochMilli(Long.parseLong(after.substring(0, 16), 16)),
                    UUID.fromString(after.substring(17))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException none) {
            throw Page.notACursor();
        }
    }

    @DeleteMapping("/media/{mediumId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteMedium",
            summary = "Delete a picture or video from the library",
            description =
                    "Messages that were sent with it keep showing it: its files are deleted only if it was never sent.")
    @ApiResponse(responseCode = "204", description = "It is no longer in the library")
    void delete(@PathVariable UUID mediumId) {
        if (!media.delete(mediumId)) {
            throw new NoSuchResourceException("medium");
        }
    }

    private void known(UUID connectionId) {
        if (connections.find(connectionId).isEmpty()) {
            throw new NoSuchResourceException("connection");
        }
    }
}
