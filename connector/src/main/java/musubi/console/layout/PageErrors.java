package musubi.console.layout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import musubi.connection.UnknownIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers errors on pages by a page. Errors of all other requests are problem documents (RFC 9457). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private final Layouts layouts;

    PageErrors(Layouts layouts) {
        this.layouts = layouts;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof UnknownIdException && isPart(request) && !response.isCommitted()) {
            // deleted while its page is open; the page says that it is to be loaded again
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return new ModelAndView();
        }
        if (!isPage(request, request.getRequestURI())
                || failure instanceof AccessDeniedException
                || hasItsOwnPage(handler, failure)) {
            return null;
        }
        if (response.isCommitted()) {
            // what has begun cannot become another answer
            return null;
        }
        var status = status(failure);
        if (status.value() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            // without its message, which may quote what a friend wrote
            LOG.error("Uncaught on a page: {}", place(failure));
        }
        return page(status, request);
    }

    /** Whether the controller itself knows what to show. */
    private static boolean hasItsOwnPage(@Nullable Object handler, Exception failure) {
        return handler instanceof HandlerMethod method
                && new ExceptionHandlerMethodResolver(method.getBeanType()).resolveMethod(failure) != null;
    }

    /** The error page for that status. */
    ModelAndView page(HttpStatusCode status, HttpServletRequest request) {
        var kind = switch (status.value()) {
            case 403, 404, 503 -> String.valueOf(status.value());
            default -> status.is4xxClientError() ? "400" : "500";
        };
        return new ModelAndView(
                "console/error", Map.of("layout", layouts.of(request), "kind", "error." + kind), status);
    }

    /** Whether a browser is to be shown a page: it asks for HTML by its name. */
    static boolean isPage(HttpServletRequest request, String path) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT))
                        .filter(accept -> accept.contains(MediaType.TEXT_HTML_VALUE))
                        .isPresent()
                && !path.startsWith("/api/")
                && !path.startsWith("/actuator")
                && !path.startsWith("/v3/")
                && !path.startsWith("/webhooks/");
    }

    /** Whether a page asks for a part of it. */
    private static boolean isPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }

    private static HttpStatusCode status(Exception failure) {
        return switch (failure) {
            case ErrorResponse response -> response.getStatusCode();
            case UnknownIdException unknown -> HttpStatus.NOT_FOUND;
            case MethodArgumentTypeMismatchException mismatch -> HttpStatus.NOT_FOUND;
            case DataAccessException away -> HttpStatus.SERVICE_UNAVAILABLE;
            case TransactionException away -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static String place(Exception failure) {
        var frames = failure.getStackTrace();
        return failure.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
    }
}
