package musubi.system.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import musubi.system.AnswerLanguage;
import musubi.system.ErrorDetail;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers errors that no controller has answered itself, as {@code application/problem+json} (RFC 9457). */
@Hidden
@RestController
class ProblemErrorController implements ErrorController {

    private final MessageSource messages;

    ProblemErrorController(MessageSource messages) {
        this.messages = messages;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        var status = status(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        var detail = request.getAttribute(ErrorDetail.ATTRIBUTE) instanceof String detailed
                ? detailed
                : usualDetail(status, request);
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title(status, request));
        AnswerLanguage.mark(request, response);
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address) {
            problem.setInstance(URI.create(address));
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatus status(@Nullable Object code) {
        // without a status, somebody has opened the address of this page
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private String usualDetail(HttpStatus status, HttpServletRequest request) {
        if (status == HttpStatus.NOT_FOUND) {
            return text("rest.none.address", request);
        }
        if (status == HttpStatus.BAD_REQUEST) {
            return text("rest.unreadable", request);
        }
        return status.is5xxServerError() ? text("rest.broken", request) : title(status, request) + ".";
    }

    private String title(HttpStatus status, HttpServletRequest request) {
        return switch (status) {
            case BAD_REQUEST -> text("rest.status.badRequest", request);
            case UNAUTHORIZED -> text("rest.status.unauthorized", request);
            case FORBIDDEN -> text("rest.status.forbidden", request);
            case NOT_FOUND -> text("rest.status.notFound", request);
            case INTERNAL_SERVER_ERROR -> text("rest.status.broken", request);
            case SERVICE_UNAVAILABLE -> text("rest.status.unavailable", request);
            default -> status.getReasonPhrase();
        };
    }

    private String text(String key, HttpServletRequest request) {
        return messages.getMessage(key, null, AnswerLanguage.of(request));
    }
}
