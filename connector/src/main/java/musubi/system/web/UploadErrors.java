package musubi.system.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import musubi.system.AnswerLanguage;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/** Answers uploads that are too large or malformed; runs before Spring's handler, which does not say the limit. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UploadErrors {

    private static final Logger LOGGER = LoggerFactory.getLogger(UploadErrors.class);

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

    /** A part without a name, an end that is missing: what was sent is not what a browser or curl sends. That a file cannot be kept is no mistake of the sender. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MultipartException e, HttpServletRequest request) {
        var isOurs = isOurs(e);
        if (isOurs) {
            LOGGER.error("A file that arrives cannot be kept: {}", UncaughtExceptions.place(e));
        }
        var status = isOurs ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
        var text = isOurs ? "rest.broken" : "rest.file.malformed";
        return ResponseEntity.status(status)
                .body(ProblemDetail.forStatusAndDetail(
                        status, messages.getMessage(text, null, AnswerLanguage.of(request))));
    }

    /** Tomcat tells everything as an {@link IOException}: what is wrong with the form, that the sender is gone, and that the disk is full. */
    private static boolean isOurs(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MultipartStream.MalformedStreamException
                    || cause instanceof FileUploadIOException
                    || cause instanceof ClientAbortException) {
                return false;
            }
            if (cause instanceof IOException && !(cause instanceof FileUploadException)) {
                return true;
            }
        }
        return false;
    }
}
