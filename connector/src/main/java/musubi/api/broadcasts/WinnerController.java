package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import musubi.broadcast.winner.Winners;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The variant that the remainder of a broadcast gets. */
@RestController
@RequestMapping("/api/broadcasts/{broadcastId}")
@Tag(name = "Broadcasts", description = "Messages to the contacts of HubSpot lists")
class WinnerController {

    private final Winners winners;

    WinnerController(Winners winners) {
        this.winners = winners;
    }

    /** What the remainder gets. */
    @Schema(name = "WinnerRequest")
    record WinnerRequest(
            @Schema(description = "Name of the variant", example = "B", requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String variant) {}

    @PostMapping("/winner")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "chooseWinner",
            summary = "Send a variant to the remainder",
            description = "Of a broadcast with winner, once it is being sent; also before the clicks decide. Cannot be"
                    + " taken back. Of a paused one they get it when it goes on.")
    @ApiResponse(responseCode = "204", description = "It is on its way")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be read")
    @ApiResponse(responseCode = "409", description = "It was decided before, or nobody waits for it")
    @ApiResponse(responseCode = "422", description = "There is no such variant")
    void choose(@PathVariable UUID broadcastId, @RequestBody WinnerRequest request) {
        winners.choose(broadcastId, request.variant() == null ? "" : request.variant());
    }
}
