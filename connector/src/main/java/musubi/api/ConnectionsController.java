package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Comparator;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/connections")
@Tag(name = "Connections", description = "LINE Official Accounts connected to HubSpot portals")
class ConnectionsController {

    private final Connections connections;
    private final AnswerTexts texts;

    ConnectionsController(Connections connections, AnswerTexts texts) {
        this.texts = texts;
        this.connections = connections;
    }

    @PostMapping
    @Operation(
            operationId = "connect",
            summary = "Connect an account to a portal",
            description = "Tries both before anything is written, makes the portal's properties, registers the webhook"
                    + " URL with LINE. What LINE refuses is listed in `problems`.")
    @ApiResponse(responseCode = "201", description = "Connected")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be right")
    @ApiResponse(responseCode = "409", description = "The account is connected already")
    @ApiResponse(responseCode = "422", description = "LINE or HubSpot refuse, or a property of the portal does not fit")
    @ApiResponse(responseCode = "502", description = "LINE or HubSpot cannot be reached")
    ResponseEntity<ConnectionAnswer> connect(@RequestBody ConnectionRequest request) {
        var connection = connections.connect(request.toConnect());
        return ResponseEntity.created(URI.create("/api/connections/" + connection.id()))
                .body(answer(connection));
    }

    @GetMapping
    @Operation(operationId = "listConnections", summary = "All connections, the oldest first")
    Page<ConnectionAnswer> list(
            @After @RequestParam(defaultValue = "") String after, @Limit @RequestParam(defaultValue = "50") int limit) {
        Page.checkLimit(limit);
        var sorted = connections.all().stream()
                .filter(OwnConnections::maySee)
                .sorted(Comparator.comparing(ConnectionsController::cursor))
                .toList();
        return Page.of(sorted, after, limit, ConnectionsController::cursor).map(this::answer);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getConnection", summary = "One connection")
    ConnectionAnswer get(@PathVariable UUID id) {
        return answer(connections.find(id).orElseThrow(() -> new NoSuchResourceException("connection")));
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeConnection",
            summary = "Change a connection",
            description = "What is left out stays. New credentials are tried first and must open the same account and"
                    + " portal. A HubSpot token that works makes the connection ACTIVE again.")
    @ApiResponse(responseCode = "200", description = "Changed")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be right")
    @ApiResponse(responseCode = "422", description = "LINE or HubSpot refuse, or it is another account or portal")
    @ApiResponse(responseCode = "502", description = "LINE or HubSpot cannot be reached")
    ConnectionAnswer change(@PathVariable UUID id, @RequestBody ConnectionRequest request) {
        if (request.propertyNames() != null) {
            throw new InvalidParameterException("propertyNames", "rest.invalid.propertyNames");
        }
        return answer(connections.change(id, request.toChange()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteConnection",
            summary = "Delete a connection",
            description = "Contacts and properties in HubSpot stay. Connected again, the account finds its properties.")
    @ApiResponse(responseCode = "204", description = "It is gone")
    void delete(@PathVariable UUID id) {
        connections.delete(id);
    }

    @PostMapping("/{id}/check")
    @Operation(
            operationId = "checkConnection",
            summary = "Look at both platforms once more",
            description =
                    "Whether what was learned on connecting still holds: the webhook URL at LINE and its switch, the"
                            + " account's name, the portal's time zone and currency, both tokens and their scopes. What changed is"
                            + " taken over, or is among the problems. Musubi does so by itself once a day.")
    @ApiResponse(responseCode = "200", description = "Looked; a platform that did not answer changed nothing")
    ConnectionAnswer check(@PathVariable UUID id) {
        return answer(connections.check(id));
    }

    @PostMapping("/{id}/webhook")
    @Operation(
            operationId = "setWebhook",
            summary = "Set the webhook URL at LINE",
            description = "Takes it back from another tool. What LINE refuses is listed in `problems`.")
    @ApiResponse(responseCode = "200", description = "Tried; `problems` lists what LINE refused")
    ConnectionAnswer setWebhook(@PathVariable UUID id) {
        return answer(connections.registerWebhook(id));
    }

    @PostMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "pauseConnection",
            summary = "Let a connection rest",
            description =
                    "Webhooks are still answered and each event is kept, however long; nothing is written to HubSpot,"
                            + " and imports stand still. What is under way ends as usual. Does nothing when it rests already.")
    @ApiResponse(responseCode = "204", description = "It rests")
    void pause(@PathVariable UUID id) {
        connections.pause(id);
    }

    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "resumeConnection",
            summary = "Let a connection go on",
            description = "What was kept is applied at once, in order. Does nothing when it does not rest.")
    @ApiResponse(responseCode = "204", description = "It works")
    void resume(@PathVariable UUID id) {
        connections.resume(id);
    }

    private ConnectionAnswer answer(Connection connection) {
        return ConnectionAnswer.of(
                connection, connections.webhookUrl(connection.id()), connections.linkUrl(connection.id()), texts);
    }

    private static String cursor(Connection connection) {
        return "%016x-%s".formatted(connection.createdAt().toEpochMilli(), connection.id());
    }
}
