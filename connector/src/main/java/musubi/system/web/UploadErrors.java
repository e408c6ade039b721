package musubi.system.web;

import jakarta.servlet.http.HttpServletRequest;
import musubi.system.AnswerLanguage;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Answers uploads that are too large; runs before Spring's handler, which does not say the limit. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadErrors {

    private final MultipartProperties limits;
    private final MessageSource messages;

    UploadErrors(MultipartProperties limits, MessageSource messages) {
        this.limits = limits;
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        var language = AnswerLanguage.of(request);
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONTENT_TOO_LARGE,
                messages.getMessage(
                        "rest.file.detail",
                        new Object[] {limits.getMaxFileSize().toMegabytes()},
                        language));
        problem.setTitle(messages.getMessage("rest.file", null, language));
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body(problem);
    }

    /** A part without a name, an end that is missing: what was sent is not what a browser or curl sends. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MultipartException e, HttpServletRequest request) {
        return ResponseEntity.badRequest()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST,
                        messages.getMessage("rest.file.malformed", null, AnswerLanguage.of(request))));
    }
}
