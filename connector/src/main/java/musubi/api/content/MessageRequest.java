package musubi.api.content;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST} and {@code PUT} in the document; it is read by the module that owns messages, which tells each mistake. */
@Schema(name = "MessageRequest")
record MessageRequest(
        @Schema(description = "1 to 100 characters on one line, unique within the connection", example = "Autumn sale")
        @Nullable
        String name,

        @Schema(
                description = "1 to 5, each by its type: text, image, video, rich, cards, buttons, coupon, sticker,"
                        + " flex, json. Texts, labels and addresses may hold HubL tokens of contact properties")
        @Nullable
        List<Map<String, Object>> bubbles,

        @Schema(description = "Up to 13 actions, shown below the last bubble: {type, label, …, iconMediaId?}") @Nullable
        List<Map<String, Object>> quickReplies,

        @Schema(description = "Shown in the place of the account: {name, iconMediaId?}") @Nullable
        Map<String, Object> sender,

        @Schema(
                description = "What happens to a person for whom a token without default has no value",
                defaultValue = "SKIP_PERSON",
                allowableValues = {"SKIP_PERSON", "EMPTY"})
        @Nullable
        String whenValueMissing) {

    /** The body of a preview. */
    @Schema(name = "MessagePreviewRequest")
    record Preview(
            @Schema(description = "As it would be saved; it needs no name") @Nullable
            MessageRequest message,

            @Schema(description = "A record id in HubSpot, whose values are filled in", example = "701") @Nullable
            String contactId) {}
}
