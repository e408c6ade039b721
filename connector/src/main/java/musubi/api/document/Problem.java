package musubi.api.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schema of an error, which Spring's {@code ProblemDetail} writes. */
@Schema(name = "Problem", description = "An error (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        @Schema(description = "What happened, in a few words")
        String title,

        @Schema(description = "The HTTP status", minimum = "400", maximum = "599")
        int status,

        @Schema(description = "What happened, to what, and what to do")
        String detail,

        @Schema(description = "The path that was called", format = "uri-reference") @Nullable
        String instance,

        @Schema(description = "What of the request is wrong, where it can be told") @Nullable
        List<FieldError> errors) {

    @Schema(name = "FieldError")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FieldError(
            @Schema(description = "Where it was entered: a part of the body by its path, or a parameter by its name")
            String field,

            @Schema(description = "What it is, where programs can tell; others may come", example = "TOO_LONG")
            @Nullable
            String code,

            @Schema(description = "What is wrong, and what was expected")
            String message) {}
}
