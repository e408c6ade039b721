package musubi.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import musubi.broadcast.UnknownBroadcastException;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.InstallRefusedException;
import musubi.connection.UnknownConnectionException;
import musubi.connection.UnknownIdException;
import musubi.content.MediaRefusedException;
import musubi.content.SavedMessageRefusedException;
import musubi.friends.FriendQuery;
import musubi.friends.ImportRefusedException;
import musubi.friends.SearchTooLongException;
import musubi.hubspot.HubSpotException;
import musubi.link.LinkRefusedException;
import musubi.scenario.UnknownScenarioException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Maps exceptions to the answers of the REST API. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrors {

    private final AnswerTexts texts;

    ApiErrors(AnswerTexts texts) {
        this.texts = texts;
    }

    /** An element of {@code errors[]}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FieldError(String field, @Nullable String code, String message) {

        FieldError(String field, String message) {
            this(field, null, message);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ConnectionRefusedException e) {
        var errors = e.refusals().stream()
                .map(refusal -> new FieldError(refusal.field(), texts.of(refusal.text())))
                .toList();
        var detail = errors.stream().map(FieldError::message).distinct().collect(Collectors.joining(" "));
        return switch (e.reason()) {
            case INVALID -> answer(HttpStatus.BAD_REQUEST, texts.of("rest.invalid"), detail, errors);
            case CONFLICT -> answer(HttpStatus.CONFLICT, texts.of("rest.connected"), detail, errors);
            case REFUSED -> answer(HttpStatus.UNPROCESSABLE_CONTENT, texts.of("rest.notReady"), detail, errors);
            case UNAVAILABLE -> answer(HttpStatus.BAD_GATEWAY, texts.of("rest.unreachable"), detail, errors);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownIdException e) {
        var detail = texts.of(
                switch (e) {
                    case UnknownConnectionException _ -> "rest.none.connection";
                    case UnknownBroadcastException _ -> "rest.none.broadcast";
                    case UnknownScenarioException _ -> "rest.none.scenario";
                    default -> "rest.none.id";
                });
        return answer(HttpStatus.NOT_FOUND, texts.of("rest.notFound"), detail, List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLong(SearchTooLongException e) {
        return invalid("query", texts.of("rest.invalid.length", e.length(), FriendQuery.MAX_TEXT));
    }

    /** The same call would be refused again, without a scope until a person adds it in HubSpot. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(HubSpotException e) {
        if (e.isMissingScope() && !e.missingScopes().isEmpty()) {
            return answer(
                    HttpStatus.BAD_GATEWAY,
                    texts.of("rest.scope"),
                    texts.of(
                            "rest.scope.detail",
                            e.missingScopes().stream().sorted().collect(Collectors.joining(", "))),
                    List.of());
        }
        if (e.kind() == HubSpotException.Kind.REJECTED) {
            return answer(
                    HttpStatus.BAD_GATEWAY,
                    texts.of("rest.search"),
                    texts.of("rest.search.detail", String.valueOf(e.getMessage())),
                    List.of());
        }
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                texts.of("rest.away"),
                texts.of("rest.away.detail", String.valueOf(e.getMessage())),
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ImportRefusedException e) {
        return switch (e.reason()) {
            case INVALID -> invalid("file", texts.of(e.problem().text()));
            case CONFLICT ->
                answer(
                        HttpStatus.CONFLICT,
                        texts.of("rest.notNow"),
                        texts.of(e.problem().text()),
                        List.of());
            case UNKNOWN ->
                answer(HttpStatus.NOT_FOUND, texts.of("rest.notFound"), texts.of("rest.none.import"), List.of());
        };
    }

    /** The other reasons occur on pages only. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(InstallRefusedException e) {
        return answer(HttpStatus.CONFLICT, texts.of("rest.noApp"), texts.of("rest.noApp.detail"), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(LinkRefusedException e) {
        var errors = e.refusals().stream()
                .map(refusal -> new FieldError(refusal.field(), message(refusal)))
                .toList();
        var detail = errors.stream().map(FieldError::message).collect(Collectors.joining(" "));
        return switch (e.reason()) {
            case INVALID -> answer(HttpStatus.BAD_REQUEST, texts.of("rest.invalid"), detail, errors);
            case TOO_MANY -> answer(HttpStatus.CONFLICT, texts.of("rest.tooManyLinks"), detail, List.of());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(SavedMessageRefusedException e) {
        var errors = e.problems().stream()
                .map(problem -> new FieldError(problem.field(), problem.code(), texts.of(problem.detail())))
                .toList();
        var detail =
                e.problems().stream().map(problem -> texts.of(problem.title())).distinct();
        return switch (e.reason()) {
            case INVALID ->
                answer(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        texts.of("rest.message.invalid"),
                        detail.collect(Collectors.joining(" / ")),
                        errors);
            case CONFLICT ->
                answer(
                        HttpStatus.CONFLICT,
                        texts.of("rest.message.conflict"),
                        detail.collect(Collectors.joining(" / ")),
                        errors);
        };
    }

    /** English says more: the values, and all that can be chosen. */
    private String message(LinkRefusedException.Refusal refusal) {
        return texts.isJapanese() ? texts.of("links.refused." + refusal.field()) : refusal.message();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(MediaRefusedException e) {
        var detail = texts.of(e.problem().text());
        return switch (e.problem()) {
            case KIND, TRUNCATED, BROKEN, QUICKTIME, NO_VIDEO, TOO_MANY_PIXELS, PROGRESSIVE -> invalid("file", detail);
            case PICTURE_TOO_LARGE, VIDEO_TOO_LARGE ->
                answer(HttpStatus.CONTENT_TOO_LARGE, texts.of("rest.file"), detail, List.of());
            case LIBRARY_FULL -> answer(HttpStatus.CONFLICT, texts.of("rest.notNow"), detail, List.of());
            case BUSY ->
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, "10")
                        .body(answer(HttpStatus.SERVICE_UNAVAILABLE, texts.of("rest.notNow"), detail, List.of())
                                .getBody());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(NoSuchResourceException e) {
        return answer(HttpStatus.NOT_FOUND, texts.of("rest.notFound"), e.detail(texts), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidParameterException e) {
        return invalid(e.field(), e.detail(texts));
    }

    /** A malformed id in a path is answered like an unknown one. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatch(MethodArgumentTypeMismatchException e) {
        return e.getParameter().hasParameterAnnotation(PathVariable.class)
                ? answer(HttpStatus.NOT_FOUND, texts.of("rest.notFound"), texts.of("rest.none.id"), List.of())
                : invalid(e.getName(), texts.of("rest.invalid.kind"));
    }

    /** The message of the parser is left out, since it quotes the body. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof DatabindException mismatch
                && !mismatch.getPath().isEmpty()) {
            return invalid(field(mismatch), texts.of("rest.invalid.kind"));
        }
        var place = e.getCause() instanceof JacksonException parse && parse.getLocation() != null
                ? " "
                        + texts.of(
                                "rest.unreadable.place",
                                parse.getLocation().getLineNr(),
                                parse.getLocation().getColumnNr())
                : "";
        return answer(
                HttpStatus.BAD_REQUEST,
                texts.of("rest.unreadable"),
                texts.of("rest.unreadable.detail") + place,
                List.of());
    }

    private static String field(DatabindException mismatch) {
        var field = new StringBuilder();
        for (var part : mismatch.getPath()) {
            var name = part.getPropertyName();
            field.append(field.isEmpty() || name == null ? "" : ".")
                    .append(name == null ? "[%d]".formatted(part.getIndex()) : name);
        }
        return field.toString();
    }

    private ResponseEntity<ProblemDetail> invalid(String field, String message) {
        return answer(
                HttpStatus.BAD_REQUEST,
                texts.of("rest.invalid"),
                "%s: %s".formatted(field, message),
                List.of(new FieldError(field, message)));
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String title, String detail, List<FieldError> errors) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return ResponseEntity.status(status).body(problem);
    }
}
