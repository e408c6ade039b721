package musubi.tracking;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import musubi.system.visit.Visitor;
import org.springframework.http.HttpHeaders;

/**
 * {@code GET /o/{token}}: an image of one pixel that nobody sees, whose loading is counted in memory. A plain servlet without session, cookie
 * and database, as {@link RedirectServlet} is.
 */
class OpenServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** Transparent. */
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private final transient LinkTokens tokens;
    private final transient OpenBuffer opens;
    private final transient Clock clock;

    OpenServlet(LinkTokens tokens, OpenBuffer opens, Clock clock) {
        this.tokens = tokens;
        this.opens = opens;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        var path = request.getPathInfo();
        var token = (path == null ? Optional.<LinkToken>empty() : tokens.open(path.substring(1)))
                .filter(found -> found.number() == OpenImages.NUMBER && !found.test());
        if (token.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentLength(0);
            return;
        }
        if (!Visitor.isFetcher(request)) {
            opens.opened(token.get(), clock.instant());
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("image/png");
        response.setContentLength(PIXEL.length);
        response.getOutputStream().write(PIXEL);
    }
}
