package musubi.api.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.api.AnswerTexts;
import musubi.content.MessageCheck;
import musubi.content.MessageCheckProblem;
import musubi.content.SavedMessage;
import musubi.message.CompiledMessage.NumberedLink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A saved message in answers of the REST API. What the operator left out is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Message")
record MessageAnswer(
        @Schema(example = "9f2d6c1e-7a40-4c39-b5de-2f1c0a8e4d73")
        UUID id,

        UUID connectionId,
        @Schema(example = "Autumn sale") String name,

        @Schema(description = "As they were saved") List<Map<String, Object>> bubbles,

        @Nullable List<Map<String, Object>> quickReplies,
        @Nullable Map<String, Object> sender,
        @Nullable String whenValueMissing,

        @Schema(description = "What may surprise; only in the answer to saving") @Nullable
        List<ProblemAnswer> problems,

        Instant createdAt,
        Instant updatedAt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** What is wrong with a message, or what may surprise. */
    @Schema(name = "MessageProblem")
    record ProblemAnswer(
            @Schema(description = "Where; empty: about the whole", example = "bubbles[0].text")
            String field,

            @Schema(description = "What it is; others may come", example = "NO_DEFAULT")
            String code,

            @Schema(description = "Whether it can be saved and sent all the same")
            boolean warning,

            @Schema(description = "What it is, in a few words")
            String title,

            @Schema(description = "What it means and what to do")
            String detail) {

        static ProblemAnswer of(MessageCheckProblem problem, AnswerTexts texts) {
            return new ProblemAnswer(
                    problem.field(),
                    problem.code(),
                    problem.isWarning(),
                    texts.of(problem.title()),
                    texts.of(problem.detail()));
        }
    }

    /** What a person would get. */
    @Schema(name = "MessagePreview")
    record PreviewAnswer(
            @Schema(description = "LINE's message objects; none where something is wrong, or nothing is left to send")
            List<Map<String, Object>> lineMessages,

            @Schema(description = "Properties without a value whose tokens have no default", example = "[\"lastname\"]")
            Set<String> missing,

            @Schema(description = "In the order of the message")
            List<LinkAnswer> links,

            @Schema(description = "All that is wrong, and what may surprise")
            List<ProblemAnswer> problems) {

        static PreviewAnswer of(MessageCheck.Preview preview, AnswerTexts texts) {
            return new PreviewAnswer(
                    preview.lineMessages().stream().map(MessageAnswer::fields).toList(),
                    preview.missing(),
                    preview.links().stream().map(LinkAnswer::of).toList(),
                    preview.problems().stream()
                            .map(problem -> ProblemAnswer.of(problem, texts))
                            .toList());
        }
    }

    /** An address in a message that is tapped. */
    @Schema(name = "MessageLink")
    record LinkAnswer(
            @Schema(description = "From 1", example = "1") int number,

            @Schema(
                    description = "As it was written, with its tokens",
                    example = "https://www.example.com/?p={{ contact.plan }}")
            String url) {

        static LinkAnswer of(NumberedLink link) {
            return new LinkAnswer(link.number(), link.url());
        }
    }

    private static Map<String, Object> fields(JsonNode object) {
        return JSON.convertValue(object, FIELDS);
    }

    /** @param warnings of a message that was saved just now; null for another */
    static MessageAnswer of(SavedMessage message, @Nullable List<ProblemAnswer> warnings) {
        var content = message.content();
        return new MessageAnswer(
                message.id(),
                message.connectionId(),
                message.name(),
                content.path("bubbles").valueStream().map(MessageAnswer::fields).toList(),
                content.hasNonNull("quickReplies")
                        ? content.path("quickReplies")
                                .valueStream()
                                .map(MessageAnswer::fields)
                                .toList()
                        : null,
                content.hasNonNull("sender") ? fields(content.path("sender")) : null,
                content.hasNonNull("whenValueMissing")
                        ? content.path("whenValueMissing").asString("")
                        : null,
                warnings,
                message.createdAt(),
                message.updatedAt());
    }
}
