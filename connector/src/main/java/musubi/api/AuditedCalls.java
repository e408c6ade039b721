package musubi.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import musubi.user.AuditLog;
import musubi.user.Role;
import musubi.user.Routes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Records each call of the REST API that changed something: the actor, the route, and the ids in its path (of connections, imports, links,
 * failures; never of a friend). Pages record their changes themselves.
 */
@Component
class AuditedCalls implements HandlerInterceptor, WebMvcConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(AuditedCalls.class);

    private final AuditLog log;
    private final Routes routes;

    AuditedCalls(AuditLog log, Routes routes) {
        this.log = log;
        this.routes = routes;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (thrown == null
                && !Routes.isReading(request.getMethod())
                && !asks(request)
                && response.getStatus() < HttpStatus.BAD_REQUEST.value()
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            try {
                log.record(request.getMethod() + " " + pattern, named(request), "");
            } catch (DataAccessException e) {
                // the change is done and answered
                LOG.warn(
                        "{} {} cannot be recorded: {}",
                        request.getMethod(),
                        pattern,
                        e.getClass().getSimpleName());
            }
        }
    }

    /** A route that viewers may call changes nothing: it is a query with a body. */
    private boolean asks(HttpServletRequest request) {
        return routes.least(request.getMethod(), request.getServletPath()).equals(Optional.of(Role.VIEWER));
    }

    private static String named(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables.values().stream().map(String::valueOf).collect(Collectors.joining(" "))
                : "";
    }
}
