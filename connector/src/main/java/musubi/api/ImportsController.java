package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.friends.BadLinesCsv;
import musubi.friends.Import;
import musubi.friends.ImportProblem;
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

    private static final String START = "Import friends: all that LINE lists, or those of a CSV file";
    private static final String START_DESCRIPTION =
            "`followers` needs a verified or premium account at LINE; with others the import"
                    + " ends as FAILED and says so in problem. A CSV file has a column LINE User ID, line_user_id or userId, or one"
                    + " column without header, in UTF-8, Shift_JIS or UTF-16; 80 MB at the most. A connection has one import at a time.";
    private static final String INVALID = "No such source, or the file is no list of LINE user ids";
    private static final String ANOTHER =
            "Another import of this account is running or rests, or the connection is paused";
    private static final String TOO_LARGE = "The file is larger than 80 MB";
    private final Imports imports;
    private final Connections connections;
    private final AnswerTexts texts;

    ImportsController(Imports imports, Connections connections, AnswerTexts texts) {
        this.texts = texts;
        this.imports = imports;
        this.connections = connections;
    }

    /** The body that starts an import. */
    @Schema(name = "ImportRequest")
    record ImportRequest(
            @Schema(allowableValues = "followers") @Nullable String source) {}

    /** An import. */
    @Schema(name = "Import")
    record ImportAnswer(
            UUID id,
            UUID connectionId,
            @Schema(allowableValues = {"followers", "csv"}) String source,
            Import.State state,

            @Schema(description = "Friends brought in so far, each counted once")
            long found,

            long created,
            long updated,
            long unchanged,
            long failed,

            @Schema(description = "Lines of the file that hold no LINE user id")
            long badLines,

            Instant startedAt,
            @Nullable Instant finishedAt,

            @Schema(description = "Why it failed, or what it waits for; null when all is well") @Nullable
            String problem,

            @Schema(description = "The kind of problem; others may come")
            ImportProblem.@Nullable Code problemCode,

            @Schema(description = "When LINE is asked again; null when it is not waited for") @Nullable
            Instant nextTryAt) {

        static ImportAnswer of(Import is, AnswerTexts texts) {
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
                    is.problem().map(problem -> texts.of(problem.text())).orElse(null),
                    is.problem().map(ImportProblem::code).orElse(null),
                    is.nextTryAt().orElse(null));
        }
    }

    @PostMapping(path = "/connections/{id}/imports", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startImport", summary = START, description = START_DESCRIPTION)
    @ApiResponse(responseCode = "202", description = "It runs")
    @ApiResponse(responseCode = "400", description = INVALID)
    @ApiResponse(responseCode = "409", description = ANOTHER)
    @ApiResponse(responseCode = "413", description = TOO_LARGE)
    ImportAnswer followers(@PathVariable UUID id, @RequestBody ImportRequest request) {
        known(id);
        if (!"followers".equals(request.source())) {
            throw new InvalidParameterException(
                    "source", "rest.invalid.source", String.valueOf((Object) request.source()));
        }
        return answer(imports.followers(id));
    }

    @PostMapping(path = "/connections/{id}/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "startImport", summary = START, description = START_DESCRIPTION)
    @ApiResponse(responseCode = "202", description = "It runs")
    @ApiResponse(responseCode = "400", description = INVALID)
    @ApiResponse(responseCode = "409", description = ANOTHER)
    @ApiResponse(responseCode = "413", description = TOO_LARGE)
    ImportAnswer csv(
            @PathVariable UUID id,
            @Parameter(description = "LINE user ids, one a line") @RequestParam("file") MultipartFile file)
            throws IOException {
        known(id);
        try (var content = file.getInputStream()) {
            return answer(imports.csv(id, content));
        }
    }

    @GetMapping("/connections/{id}/imports")
    @Operation(operationId = "listImports", summary = "The connection's imports, the newest first")
    Page<ImportAnswer> list(
            @PathVariable UUID id,
            @After @RequestParam Optional<UUID> after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        known(id);
        Page.checkLimit(limit);
        var found = imports.of(id, after, limit + 1);
        var part = found.stream().limit(limit).map(this::answer).toList();
        return new Page<>(part, found.size() > limit ? part.getLast().id().toString() : null);
    }

    @GetMapping("/imports/{id}")
    @Operation(
            operationId = "getImport",
            summary = "How far it is: found = created + updated + unchanged + failed at the end")
    ImportAnswer get(@PathVariable UUID id) {
        return imports.find(id).map(this::answer).orElseThrow(() -> new NoSuchResourceException("import"));
    }

    @GetMapping(path = "/imports/{id}/bad-lines", produces = "text/csv;charset=UTF-8")
    @Operation(
            operationId = "listBadLines",
            summary = "The first 1,000 lines of its file that hold no LINE user id, as CSV")
    String badLines(@PathVariable UUID id) {
        return BadLinesCsv.of(imports.badLines(id), "line", "reason", texts::of);
    }

    @PostMapping("/imports/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "pauseImport", summary = "Lets it rest")
    @ApiResponse(responseCode = "204", description = "It rests")
    @ApiResponse(responseCode = "409", description = "It does not run")
    void pause(@PathVariable UUID id) {
        imports.pause(id);
    }

    @PostMapping("/imports/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeImport", summary = "Lets it go on")
    @ApiResponse(responseCode = "204", description = "It goes on")
    @ApiResponse(responseCode = "409", description = "It does not rest")
    void resume(@PathVariable UUID id) {
        imports.resume(id);
    }

    @PostMapping("/imports/{id}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "cancelImport", summary = "Ends it; what is done stays done")
    @ApiResponse(responseCode = "204", description = "It has ended")
    @ApiResponse(responseCode = "409", description = "It had ended before")
    void cancel(@PathVariable UUID id) {
        imports.cancel(id);
    }

    private ImportAnswer answer(Import one) {
        return ImportAnswer.of(one, texts);
    }

    private void known(UUID connectionId) {
        if (connections.find(connectionId).isEmpty()) {
            throw new NoSuchResourceException("connection");
        }
    }
}
