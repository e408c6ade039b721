package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.Connections;
import musubi.friends.Import;
import musubi.friends.Imports;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api")
@Tag(name = "Imports", description = "Friends brought in by an operator")
class ImportsController {

    private static final int MOST = 100;

    private final Imports imports;
    private final Connections connections;

    ImportsController(Imports imports, Connections connections) {
        this.imports = imports;
        this.connections = connections;
    }

    /** What is asked for. */
    record ImportRequest(@Nullable String source) {}

    /**
     * An import.
     *
     * @param found friends brought in so far, each counted once
     * @param badLines lines of the file that hold no LINE user id
     */
    record ImportAnswer(
            UUID id,
            UUID connectionId,
            String source,
            Import.State state,
            long found,
            long created,
            long updated,
            long unchanged,
            long failed,
            long badLines,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String problem) {

        static ImportAnswer of(Import is) {
            return new ImportAnswer(
                    is.id(),
                    is.connectionId(),
                    is.source().name().toLowerCase(Locale.ROOT),
                    is.state(),
                    is.progress().found(),
                    is.progress().created(),
                    is.progress().updated(),
                    is.progress().unchanged(),
                    is.progress().failed(),
                    is.badLines(),
                    is.startedAt(),
                    is.finishedAt().orElse(null),
                    is.problem().orElse(null));
        }
    }

    @PostMapping(path = "/connections/{id}/imports", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Import all friends that LINE lists: {\"source\": \"followers\"}")
    @ApiResponse(responseCode = "202", description = "It runs")
    @ApiResponse(responseCode = "409", description = "Another import of this account is running or rests")
    ImportAnswer followers(@PathVariable UUID id, @RequestBody ImportRequest request) {
        known(id);
        if (!"followers".equals(request.source())) {
            throw new InvalidParameterException(
                    "source", "%s (expected: followers; a CSV file is sent as multipart)".formatted(request.source()));
        }
        return ImportAnswer.of(imports.followers(id));
    }

    @PostMapping(path = "/connections/{id}/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Import the LINE user ids of a CSV file")
    @ApiResponse(responseCode = "202", description = "The file is read and the import runs")
    @ApiResponse(responseCode = "400", description = "The file is no list of LINE user ids")
    @ApiResponse(responseCode = "409", description = "Another import of this account is running or rests")
    ImportAnswer csv(@PathVariable UUID id, @RequestParam("file") MultipartFile file) throws IOException {
        known(id);
        try (var content = file.getInputStream()) {
            return ImportAnswer.of(imports.csv(id, content));
        }
    }

    @GetMapping("/connections/{id}/imports")
    @Operation(summary = "The connection's imports, the newest first")
    @ApiResponse(responseCode = "200", description = "A part of them")
    @ApiResponse(responseCode = "404", description = "There is no such connection")
    Page<ImportAnswer> list(
            @PathVariable UUID id,
            @Parameter(description = "next of the page before") @RequestParam Optional<UUID> after,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "50") int limit) {
        known(id);
        if (limit < 1 || limit > MOST) {
            throw new InvalidParameterException("limit", "%d (expected: 1 to %d)".formatted(limit, MOST));
        }
        var found = imports.of(id, after, limit + 1);
        var part = found.stream().limit(limit).map(ImportAnswer::of).toList();
        return new Page<>(part, found.size() > limit ? part.getLast().id().toString() : null);
    }

    @GetMapping("/imports/{id}")
    @Operation(summary = "How far it is: found = created + updated + unchanged + failed at the end")
    ImportAnswer get(@PathVariable UUID id) {
        return imports.find(id).map(ImportAnswer::of).orElseThrow(() -> new NoSuchThingException("import"));
    }

    @GetMapping(path = "/imports/{id}/bad-lines", produces = "text/csv;charset=UTF-8")
    @Operation(summary = "The first 1,000 lines of its file that hold no LINE user id, as CSV")
    String badLines(@PathVariable UUID id) {
        return imports.badLines(id).stream()
                .map(bad -> "%d,\"%s\"\r\n".formatted(bad.number(), bad.reason()))
                .collect(Collectors.joining("", "line,reason\r\n", ""));
    }

    @PostMapping("/imports/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Lets it rest")
    void pause(@PathVariable UUID id) {
        imports.pause(id);
    }

    @PostMapping("/imports/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Lets it go on")
    void resume(@PathVariable UUID id) {
        imports.resume(id);
    }

    @PostMapping("/imports/{id}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Ends it; what is done stays done")
    void cancel(@PathVariable UUID id) {
        imports.cancel(id);
    }

    private void known(UUID connectionId) {
        if (connections.find(connectionId).isEmpty()) {
            throw new NoSuchThingException("connection");
        }
    }
}
