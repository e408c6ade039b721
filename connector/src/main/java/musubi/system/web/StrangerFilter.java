package musubi.system.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import musubi.system.Problems;
import musubi.system.RateLimit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Limits requests of strangers to the pages that are open to everybody: the rate for each client address, and the number of concurrent ones
 * in total, so that connections to the database are left for webhooks. The limits are high enough for a mobile network behind one address.
 */
final class StrangerFilter extends OncePerRequestFilter {

    private static final String MEDIA = "/m/**";
    private static final int MAX_ADDRESSES = 10_000;
    private static final int MAX_CONCURRENT = 6;
    /** Messages with many pictures are opened by many friends of one network at the same time. */
    private static final int MEDIA_FOR_A_PAGE = 4;

    private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(1);

    /**
     * @param database whether the page only uses Musubi's database: then concurrent requests are limited. Media, and pages that call
     *     LINE, HubSpot or a provider, take longer and have limits of their own
     */
    private record Open(PathPattern pattern, boolean database) {}

    private static final List<Open> OPEN = List.of(
            open("/link/{connection}/callback", false),
            open("/link/**", true),
            open("/login/**", false),
            open("/setup/**", true),
            open("/invite/**", true),
            open("/hubspot/callback", false),
            open("/hubspot/**", true),
            open(MEDIA, false),
            open("/actuator/health/**", true));

    private final RateLimit addresses;
    private final RateLimit media;
    private final Semaphore places = new Semaphore(MAX_CONCURRENT, true);
    private final BusyPage page;

    StrangerFilter(WebSettings settings, BusyPage page) {
        this.addresses =
                new RateLimit(settings.pagesInARow(), settings.pagesASecond(), Duration.ofSeconds(1), MAX_ADDRESSES);
        this.media = new RateLimit(
                MEDIA_FOR_A_PAGE * settings.pagesInARow(),
                MEDIA_FOR_A_PAGE * settings.pagesASecond(),
                Duration.ofSeconds(1),
                MAX_ADDRESSES);
        this.page = page;
    }

    private static Open open(String pattern, boolean database) {
        return new Open(PathPatternParser.defaultInstance.parse(pattern), database);
    }

    private static Optional<Open> found(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.hasParsedRequestPath(request)
                ? ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication()
                : ServletRequestPathUtils.parse(request).pathWithinApplication();
        return OPEN.stream().filter(open -> open.pattern().matches(path)).findFirst();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var open = found(request);
        if (open.isEmpty()) {
            chain.doFilter(request, response);
        } else if (!limit(open.get()).take(RateLimit.key(request.getRemoteAddr()))) {
            refuse(429, "2", request, response);
        } else if (!open.get().database()) {
            chain.doFilter(request, response);
        } else if (!place()) {
            refuse(503, "5", request, response);
        } else {
            try {
                chain.doFilter(request, response);
            } finally {
                places.release();
            }
        }
    }

    private RateLimit limit(Open open) {
        return open.pattern().getPatternString().equals(MEDIA) ? media : addresses;
    }

    private boolean place() {
        try {
            return places.tryAcquire(WAIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refuse(int status, String after, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, after);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE)) {
            page.send(response, status, request.getLocales());
        } else {
            Problems.send(response, status, "Too many requests", "Wait a few seconds, then try again.");
        }
    }
}
