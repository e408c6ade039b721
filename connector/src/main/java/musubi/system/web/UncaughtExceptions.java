package musubi.system.web;

import java.util.ArrayList;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers exceptions of controllers that nothing else handles. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class UncaughtExceptions {

    static final String DETAIL = "Something went wrong inside Musubi; see its log.";

    private static final Logger LOGGER = LoggerFactory.getLogger(UncaughtExceptions.class);

    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception failure) {
        LOGGER.warn("The database is unavailable: {}", place(failure));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Try again in a moment."));
    }

    /** Tomcat parses the parameters when one is read first. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(InvalidParameterException e) {
        return ResponseEntity.badRequest()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST, "The parameters of this address cannot be read: they are not UTF-8."));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> anythingElse(Exception failure) throws Exception {
        if (failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException
                || AnnotatedElementUtils.hasAnnotation(failure.getClass(), ResponseStatus.class)) {
            throw failure;
        }
        if (failure instanceof ClientAbortException) {
            return null;
        }
        LOGGER.error("Uncaught: {}", place(failure));
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, DETAIL));
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
