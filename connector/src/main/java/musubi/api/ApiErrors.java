package musubi.api;

import java.util.List;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.InstallRefusedException;
import musubi.connection.UnknownConnectionException;
import musubi.friends.FriendQuery;
import musubi.friends.ImportRefusedException;
import musubi.friends.SearchTooLongException;
import musubi.hubspot.HubSpotException;
import musubi.link.LinkRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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

    private final EnglishTexts texts;

    ApiErrors(EnglishTexts texts) {
        this.texts = texts;
    }

    /** An element of {@code errors[]}. */
    record FieldError(String field, String message) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ConnectionRefusedException e) {
        var errors = e.refusals().stream()
                .map(refusal -> new FieldError(refusal.field(), texts.of(refusal.text())))
                .toList();
        var detail = errors.stream().map(FieldError::message).distinct().collect(Collectors.joining(" "));
        return switch (e.reason()) {
            case INVALID -> answer(HttpStatus.BAD_REQUEST, "Some of this cannot be right", detail, errors);
            case CONFLICT -> answer(HttpStatus.CONFLICT, "The account is connected already", detail, errors);
            case REFUSED ->
                answer(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "LINE or HubSpot are not ready for this connection",
                        detail,
                        errors);
            case UNAVAILABLE -> answer(HttpStatus.BAD_GATEWAY, "LINE or HubSpot cannot be reached", detail, errors);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(UnknownConnectionException e) {
        return answer(HttpStatus.NOT_FOUND, "Not found", "There is no such connection.", List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLong(SearchTooLongException e) {
        return invalid("query", "%d characters (expected: at most %d)".formatted(e.length(), FriendQuery.MAX_TEXT));
    }

    /** The same call would be refused again. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(HubSpotException e) {
        if (e.kind() == HubSpotException.Kind.REJECTED) {
            return answer(
                    HttpStatus.BAD_GATEWAY,
                    "HubSpot refuses this search",
                    "%s. Change the text or the filters. If it happens without any, a property of this connection may have been deleted in HubSpot: repair it on the connection's page."
                            .formatted(e.getMessage()),
                    List.of());
        }
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "HubSpot does not answer",
                "HubSpot does not answer as it should now: %s. Try again in a moment.".formatted(e.getMessage()),
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ImportRefusedException e) {
        return switch (e.reason()) {
            case INVALID -> invalid("file", texts.of(e.problem().text()));
            case CONFLICT ->
                answer(HttpStatus.CONFLICT, "Not now", texts.of(e.problem().text()), List.of());
            case UNKNOWN -> answer(HttpStatus.NOT_FOUND, "Not found", "There is no such import.", List.of());
        };
    }

    /** The other reasons occur on pages only. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(InstallRefusedException e) {
        return answer(
                HttpStatus.CONFLICT,
                "No HubSpot app is set",
                "Set musubi.hubspot.client-id and musubi.hubspot.client-secret to those of your app (its Auth page in"
                        + " HubSpot), register musubi.public-base-url + /hubspot/callback there as redirect URL, and"
                        + " start Musubi again. Or connect by an access token.",
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(LinkRefusedException e) {
        var errors = e.refusals().stream()
                .map(refusal -> new FieldError(refusal.field(), refusal.message()))
                .toList();
        return switch (e.reason()) {
            case INVALID -> answer(HttpStatus.BAD_REQUEST, "Some of this cannot be right", e.detail(), errors);
            case TOO_MANY -> answer(HttpStatus.CONFLICT, "Too many links", e.detail(), List.of());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(NoSuchResourceException e) {
        return answer(HttpStatus.NOT_FOUND, "Not found", e.detail(), List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidParameterException e) {
        return invalid(e.field(), e.detail());
    }

    /** A malformed id in a path is answered like an unknown one. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatch(MethodArgumentTypeMismatchException e) {
        return e.getParameter().hasParameterAnnotation(PathVariable.class)
                ? answer(HttpStatus.NOT_FOUND, "Not found", "There is nothing with that id.", List.of())
                : invalid(e.getName(), "This is not of the kind that is expected here.");
    }

    /** The message of the parser is left out, since it quotes the body. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof DatabindException mismatch
                && !mismatch.getPath().isEmpty()) {
            return invalid(field(mismatch), "This is not of the kind that is expected here.");
        }
        var place = e.getCause() instanceof JacksonException parse && parse.getLocation() != null
                ? " It stops making sense at line %d, column %d."
                        .formatted(
                                parse.getLocation().getLineNr(),
                                parse.getLocation().getColumnNr())
                : "";
        return answer(
                HttpStatus.BAD_REQUEST,
                "The body cannot be read",
                "The body has to be a JSON object." + place,
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

    private static ResponseEntity<ProblemDetail> invalid(String field, String message) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "Some of this cannot be right",
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
