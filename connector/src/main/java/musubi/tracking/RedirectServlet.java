package musubi.tracking;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import musubi.system.visit.Visitor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;

/**
 * {@code GET /t/{token}}: leads on to where the link was written to lead, and counts the click in memory. A plain servlet without session,
 * cookie and database, since all who get a broadcast may tap at the same moment. Who only fetches a preview gets a page, and is not counted.
 */
class RedirectServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient LinkTokens tokens;
    private final transient LinkTargets targets;
    private final transient ClickBuffer clicks;
    /** Made once the web server runs, as all pages are. */
    private final transient ObjectProvider<RedirectPages> pages;

    private final transient MeterRegistry metrics;
    private final transient Clock clock;

    RedirectServlet(
            LinkTokens tokens,
            LinkTargets targets,
            ClickBuffer clicks,
            ObjectProvider<RedirectPages> pages,
            MeterRegistry metrics,
            Clock clock) {
        this.tokens = tokens;
        this.targets = targets;
        this.clicks = clicks;
        this.pages = pages;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Where a link leads.
     *
     * @param of whose link it is; empty for a test, which is not counted
     */
    private record Lead(LinkToken token, String target, String title, Optional<LinkTargets.Targets> of) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        var path = request.getPathInfo();
        try {
            var lead =
                    (path == null ? Optional.<LinkToken>empty() : tokens.open(path.substring(1))).flatMap(this::lead);
            if (lead.isEmpty()) {
                pages.getObject().gone(request, response);
            } else if (Visitor.isFetcher(request)) {
                pages.getObject().preview(lead.get().title(), lead.get().target(), response);
            } else {
                count(lead.get());
                response.setStatus(HttpServletResponse.SC_FOUND);
                response.setHeader(HttpHeaders.LOCATION, lead.get().target());
                response.setContentLength(0);
            }
        } catch (LinkTargets.UnavailableException e) {
            pages.getObject().unavailable(request, response);
        }
    }

    private Optional<Lead> lead(LinkToken token) {
        if (token.test()) {
            return token.target().map(target -> new Lead(token, target, "", Optional.empty()));
        }
        return targets.of(token.id())
                .flatMap(known -> known.link(token.variant(), token.number())
                        .flatMap(link -> token.target()
                                .or(link::target)
                                .map(target -> new Lead(token, target, link.title(), Optional.of(known)))));
    }

    private void count(Lead lead) {
        lead.of().ifPresent(of -> {
            var now = clock.instant();
            of.step()
                    .ifPresentOrElse(
                            step -> clicks.clicked(lead.token(), of.connectionId(), step, now),
                            () -> clicks.clicked(lead.token(), now));
            metrics.counter("musubi.clicks", "connection", of.connectionId().toString())
                    .increment();
        });
    }
}
