package musubi.system.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import musubi.system.AnswerLanguage;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers exceptions of controllers that nothing else handles. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UncaughtExceptions {

    private static final Logger LOGGER = LoggerFactory.getLogger(UncaughtExceptions.class);

    private final MessageSource messages;

    UncaughtExceptions(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception failure, HttpServletRequest request) {
        LOGGER.warn("The database is unavailable: {}", place(failure));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, text("rest.database", request)));
    }

    /** Tomcat parses the parameters when one is read first. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidParameterException e, HttpServletRequest request) {
        return ResponseEntity.badRequest()
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, text("rest.parameters", request)));
    }

    /** The firewall of Spring Security looks at a header when it is read first. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(RequestRejectedException e, HttpServletRequest request) {
        return ResponseEntity.badRequest()
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, text("rest.unreadable", request)));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> anythingElse(Exception failure, HttpServletRequest request) throws Exception {
        if (failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException
                // what closes the connection in the middle of an answer
                || failure instanceof CloseNowException
                || AnnotatedElementUtils.hasAnnotation(failure.getClass(), ResponseStatus.class)) {
            throw failure;
        }
        if (failure instanceof ClientAbortException) {
            return null;
        }
        LOGGER.error("Uncaught: {}", place(failure));
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, text("rest.broken", request)));
    }

    private String text(String key, HttpServletRequest request) {
        return messages.getMessage(key, null, AnswerLanguage.of(request));
    }

    /** The exception with its location and causes, without messages, which may quote what a friend wrote. */
    static String place(Throwable failure) {
        var places = new ArrayList<String>();
        for (Throwable cause = failure; cause != null && places.size() < 5; cause = cause.getCause()) {
            var name = cause.getClass().getName();
            var frames = cause.getStackTrace();
            var place = frames.length == 0 ? "" : " at " + frames[0];
            for (var frame : frames) {
                if (frame.getClassName().startsWith("musubi.")) {
                    place = " at " + frame;
                    break;
                }
            }
            places.add(name + place);
        }
        return String.join(" because of ", places);
    }
}
