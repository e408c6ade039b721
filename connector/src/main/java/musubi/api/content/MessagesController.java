package musubi.api.content;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.api.After;
import musubi.api.AnswerTexts;
import musubi.api.Limit;
import musubi.api.NoSuchResourceException;
import musubi.api.Page;
import musubi.api.content.MessageAnswer.PreviewAnswer;
import musubi.api.content.MessageAnswer.ProblemAnswer;
import musubi.connection.Connections;
import musubi.content.MessageCheck;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import musubi.content.SavedMessages.Place;
import musubi.content.SavedMessages.Saved;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api")
@Tag(name = "Messages", description = "Saved messages, and how they look to a person")
class MessagesController {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CURSOR = Pattern.compile("([0-9a-f]{16})-([0-9a-f-]{36})");
    /** What an answer has besides what was sent: an answer may be sent back. */
    private static final List<String> NOT_CONTENT =
            List.of("id", "connectionId", "name", "problems", "createdAt", "updatedAt");

    private final SavedMessages messages;
    private final MessageCheck check;
    private final Connections connections;
    private final AnswerTexts texts;

    MessagesController(SavedMessages messages, MessageCheck check, Connections connections, AnswerTexts texts) {
        this.messages = messages;
        this.check = check;
        this.connections = connections;
        this.texts = texts;
    }

    @GetMapping("/connections/{id}/messages")
    @Operation(operationId = "listMessages", summary = "Saved messages, the oldest first")
    Page<MessageAnswer> list(
            @PathVariable UUID id,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        known(id);
        Page.checkLimit(limit);
        var found = messages.list(id, place(after), limit + 1);
        var items = found.stream()
                .limit(limit)
                .map(message -> MessageAnswer.of(message, null))
                .toList();
        return new Page<>(items, found.size() > limit ? cursor(found.get(limit - 1)) : null);
    }

    private static String cursor(SavedMessage message) {
        return "%016x-%s".formatted(message.createdAt().toEpochMilli(), message.id());
    }

    private static Optional<Place> place(String after) {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        var cursor = CURSOR.matcher(after);
        try {
            if (cursor.matches()) {
                return Optional.of(new Place(
                        Instant.ofEpochMilli(Long.parseLong(cursor.group(1), 16)), UUID.fromString(cursor.group(2))));
            }
        } catch (IllegalArgumentException ignored) {
            // refused below
        }
        throw Page.notACursor();
    }

    @PostMapping("/connections/{id}/messages")
    @Operation(
            operationId = "createMessage",
            summary = "Save a message",
            description =
                    "Checks it by LINE's limits and the portal's properties, then shows LINE a sample. What is wrong"
                            + " is told with its place, and nothing is saved; what may surprise is listed in `problems`."
                            + " At most 1,000 for each connection.")
    @ApiResponse(responseCode = "201", description = "Saved")
    @ApiResponse(responseCode = "400", description = "The body is no JSON")
    @ApiResponse(responseCode = "409", description = "Another message has that name, or there are 1,000 already")
    @ApiResponse(responseCode = "422", description = "Something is wrong with it")
    ResponseEntity<MessageAnswer> create(
            @PathVariable UUID id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = MessageRequest.class)))
                    @RequestBody
                    JsonNode body) {
        known(id);
        var saved = messages.save(id, name(body), content(body));
        return ResponseEntity.created(
                        URI.create("/api/messages/" + saved.message().id()))
                .body(answer(saved));
    }

    @GetMapping("/messages/{messageId}")
    @Operation(operationId = "getMessage", summary = "A saved message")
    MessageAnswer get(@PathVariable UUID messageId) {
        return MessageAnswer.of(messages.find(messageId).orElseThrow(MessagesController::none), null);
    }

    @PutMapping("/messages/{messageId}")
    @Operation(
            operationId = "replaceMessage",
            summary = "Replace a saved message",
            description =
                    "Name and content; checked as when it is saved. What uses it sends the new content from then on.")
    @ApiResponse(responseCode = "200", description = "Replaced")
    @ApiResponse(responseCode = "400", description = "The body is no JSON")
    @ApiResponse(responseCode = "409", description = "Another message has that name")
    @ApiResponse(responseCode = "422", description = "Something is wrong with it; the saved one stays as it was")
    MessageAnswer replace(
            @PathVariable UUID messageId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = MessageRequest.class)))
                    @RequestBody
                    JsonNode body) {
        return messages.replace(messageId, name(body), content(body))
                .map(this::answer)
                .orElseThrow(MessagesController::none);
    }

    @DeleteMapping("/messages/{messageId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteMessage", summary = "Delete a saved message")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    void delete(@PathVariable UUID messageId) {
        if (!messages.delete(messageId)) {
            throw none();
        }
    }

    @PostMapping("/connections/{id}/messages/preview")
    @Operation(
            operationId = "previewMessage",
            summary = "What a person would get",
            description =
                    "Checks a message as when it is saved, and renders it as LINE's message objects: with the values of"
                            + " a contact, read from HubSpot now, or with those that the message itself has for nobody."
                            + " What is missing is left out, also where the message would skip the person. Nothing is saved or sent.")
    @ApiResponse(responseCode = "200", description = "Rendered, or `problems` says why not")
    @ApiResponse(responseCode = "400", description = "The body is no JSON")
    @ApiResponse(responseCode = "422", description = "There is no such contact")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    PreviewAnswer preview(
            @PathVariable UUID id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = MessageRequest.Preview.class)))
                    @RequestBody
                    JsonNode body) {
        known(id);
        var contactId = body.path("contactId").asString("");
        return PreviewAnswer.of(
                check.preview(
                        id,
                        content(body.path("message")),
                        contactId.isEmpty() ? Optional.empty() : Optional.of(contactId)),
                texts);
    }

    private static String name(JsonNode body) {
        return body.path("name").isString() ? body.path("name").asString() : "";
    }

    private static JsonNode content(JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            // read as a message without anything
            return JSON.createObjectNode();
        }
        return object.deepCopy().remove(NOT_CONTENT);
    }

    private MessageAnswer answer(Saved saved) {
        return MessageAnswer.of(
                saved.message(),
                saved.warnings().stream()
                        .map(warning -> ProblemAnswer.of(warning, texts))
                        .toList());
    }

    private static NoSuchResourceException none() {
        return new NoSuchResourceException("message");
    }

    private void known(UUID connectionId) {
        if (connections.find(connectionId).isEmpty()) {
            throw new NoSuchResourceException("connection");
        }
    }
}
