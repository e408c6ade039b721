package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import musubi.api.InvalidParameterException;
import musubi.result.BroadcastLists;
import musubi.result.ListOf;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/broadcasts/{broadcastId}")
@Tag(name = "Broadcasts", description = "Messages to the contacts of HubSpot lists")
class ListController {

    private final BroadcastLists lists;

    ListController(BroadcastLists lists) {
        this.lists = lists;
    }

    @Schema(name = "BroadcastListRequest")
    record ListRequest(
            @Schema(
                    description = "CLICKED: who opened a link until now. NOT_CLICKED: whose last broadcast is this one,"
                            + " and who did not",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            ListOf of,

            @Schema(
                    description = "1 to 200 characters; of no other list in HubSpot",
                    example = "Autumn sale: clicked",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String name) {}

    @Schema(name = "BroadcastListMade")
    record ListMade(
            @Schema(description = "HubSpot's own id") String listId) {}

    @PostMapping("/list")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "makeBroadcastList",
            summary = "Make a HubSpot list of who clicked, or did not",
            description = "A static list. Members are added after the answer. The same request again returns the same"
                    + " list. Needs the scopes `crm.lists.read` and `crm.lists.write` in HubSpot.")
    @ApiResponse(responseCode = "202", description = "The list is made; its members are being added")
    @ApiResponse(
            responseCode = "409",
            description = "Not of this broadcast, or not yet: `code` is NOT_SENT, NOT_COUNTED, TOO_OLD, NOT_UPDATED or"
                    + " UNFINISHED")
    @ApiResponse(responseCode = "422", description = "The name cannot be had: `code` is NAME_INVALID or NAME_TAKEN")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(
            responseCode = "503",
            description = "HubSpot does not answer, or allows no more calls for now; ask again for the same list")
    ListMade make(@PathVariable UUID broadcastId, @RequestBody ListRequest request) {
        if (request.of() == null) {
            throw new InvalidParameterException("of", "rest.invalid.choice", "null", "CLICKED, NOT_CLICKED");
        }
        return new ListMade(
                Long.toString(lists.make(broadcastId, request.of(), request.name() == null ? "" : request.name())));
    }
}
