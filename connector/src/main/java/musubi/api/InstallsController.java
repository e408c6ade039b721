package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Install;
import musubi.connection.Install.Failure;
import musubi.connection.Installs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/hubspot/installs")
@Tag(name = "HubSpot app", description = "Installing an app of one's own in a portal (OAuth)")
class InstallsController {

    private final Installs installs;
    private final Connections connections;
    private final AnswerTexts texts;

    InstallsController(Installs installs, Connections connections, AnswerTexts texts) {
        this.texts = texts;
        this.installs = installs;
        this.connections = connections;
    }

    @Schema(name = "InstallRequest")
    record InstallRequest(
            @Schema(description = "A connection that is to go by the app once it is installed") @Nullable
            UUID connectionId) {}

    @Schema(name = "InstallLink")
    record LinkAnswer(
            UUID id,

            @Schema(description = "To be opened by a super admin of the portal, once; whoever has it can use it")
            URI url,

            Instant expiresAt) {

        /** Without the link. */
        @Override
        public String toString() {
            return "LinkAnswer[id=%s]".formatted(id);
        }
    }

    @Schema(name = "Install")
    record InstallAnswer(
            UUID id,
            Install.State state,

            @Schema(description = "Where it was installed, once that is known") @Nullable
            Long portalId,

            @Schema(description = "Why it failed, and what to do") @Nullable
            String problem,

            @Schema(description = "The kind of failure; others may come") @Nullable
            Failure problemCode) {

        static InstallAnswer of(Install install, AnswerTexts texts) {
            return new InstallAnswer(
                    install.id(),
                    install.state(),
                    install.portalId().orElse(null),
                    install.problem()
                            .map(failure -> texts.of("connect.app." + failure))
                            .orElse(null),
                    install.problem().orElse(null));
        }
    }

    @PostMapping
    @Operation(
            operationId = "createInstall",
            summary = "A link to install the app in a portal",
            description = "It works for an hour, in the first browser that opens it. Once the app is installed, a"
                    + " connection can be made with hubspot.portalId; connections of that portal whose access had"
                    + " ended go on by themselves.")
    @ApiResponse(responseCode = "201", description = "The link")
    @ApiResponse(responseCode = "400", description = "There is no such connection")
    @ApiResponse(
            responseCode = "409",
            description = "No app is set: musubi.hubspot.client-id and musubi.hubspot.client-secret")
    ResponseEntity<LinkAnswer> begin(@RequestBody(required = false) @Nullable InstallRequest request) {
        var connectionId = Optional.ofNullable(request).map(InstallRequest::connectionId);
        if (connectionId.isPresent() && connections.find(connectionId.get()).isEmpty()) {
            throw new InvalidParameterException("connectionId", "rest.none.connection");
        }
        var link = installs.begin(connectionId);
        return ResponseEntity.created(URI.create("/api/hubspot/installs/" + link.id()))
                .body(new LinkAnswer(link.id(), link.url(), link.expiresAt()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getInstall", summary = "How far an installation is")
    InstallAnswer get(@PathVariable UUID id) {
        return installs.find(id)
                .map(install -> InstallAnswer.of(install, texts))
                .orElseThrow(() -> new NoSuchResourceException("installation"));
    }
}
