package musubi.system.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A span for each request of a page or of REST, by the template of its route. Not for files of pages and probes of health, of which there are many and none tells
 * anything; webhooks make their own, once their signature is known to be right.
 */
final class RequestSpans extends OncePerRequestFilter {

    private static final List<String> OTHERS = List.of("/assets/", "/actuator/", "/webhooks/");

    private final Traces traces;

    RequestSpans(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OTHERS.stream().anyMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var span = traces.request(request.getMethod())) {
            try {
                chain.doFilter(request, response);
                span.status(response.getStatus());
            } finally {
                // none where the request ended before a controller was chosen
                if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String template) {
                    span.route(template);
                }
            }
        }
    }
}
