package musubi.console.links;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Csv;
import musubi.console.layout.Layout;
import musubi.link.LinkCounts;
import musubi.link.LinkDay;
import musubi.link.Links;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the pages of links count, as CSV files: of the same period, and of the links that were searched for. */
@ConsolePage
@RequestMapping("/connections/{id}")
class LinkTables {

    private static final List<String> COUNTS =
            List.of("links.opened", "links.linked", "links.rate", "links.declined", "links.created");

    private final Links links;
    private final LinkViews views;
    private final MessageSource messages;

    LinkTables(Links links, LinkViews views, MessageSource messages) {
        this.links = links;
        this.views = views;
        this.messages = messages;
    }

    /** A line for each link: the default one, then custom ones, the newest first. */
    @GetMapping("/links/counts.csv")
    void links(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        var connection = views.connection(id);
        var period = views.period(from, to, connection);
        var usual = LinkViews.sum(views.days(connection, Optional.empty(), period));
        var custom = views.all(connection, title, period, layout);
        Csv.send(response, "musubi-links-%s-%s.csv".formatted(period.from(), period.to()), file -> {
            file.accept(heading(
                    layout, "links.title", "links.address", "links.field.source", "links.state", "links.madeOn"));
            if (title.isBlank()) {
                file.accept(row(
                        usual,
                        layout,
                        words("links.plain", layout),
                        links.url(id).toString(),
                        "",
                        "",
                        ""));
            }
            custom.forEach(link -> file.accept(row(
                    link.counts(),
                    layout,
                    link.title(),
                    link.url().toString(),
                    link.originalSource().map(key -> words(key, layout)).orElse(""),
                    words(link.enabled() ? "links.on" : "links.off", layout),
                    link.createdAt().toLocalDate().toString())));
        });
    }

    /** A line for each day of a custom link. */
    @GetMapping("/links/{linkId}/counts.csv")
    void days(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @PathVariable String linkId,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        send(views.connection(id), Optional.of(views.one(id, linkId).id()), from, to, layout, response);
    }

    /** A line for each day of the default link. */
    @GetMapping("/link/counts.csv")
    void daysOfDefault(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        send(views.connection(id), Optional.empty(), from, to, layout, response);
    }

    private void send(
            Connection connection,
            Optional<String> linkId,
            String from,
            String to,
            Layout layout,
            HttpServletResponse response)
            throws IOException {
        var period = views.period(from, to, connection);
        List<LinkDay> days = views.days(connection, linkId, period);
        Csv.send(
                response,
                "musubi-link-%s-%s-%s.csv".formatted(linkId.orElse("default"), period.from(), period.to()),
                file -> {
                    file.accept(heading(layout, "links.day"));
                    days.forEach(day ->
                            file.accept(row(day.counts(), layout, day.day().toString())));
                });
    }

    private String[] heading(Layout layout, String... first) {
        return Stream.concat(Stream.of(first), COUNTS.stream())
                .map(key -> words(key, layout))
                .toArray(String[]::new);
    }

    private static String[] row(LinkCounts counts, Layout layout, String... first) {
        return Stream.concat(
                        Stream.of(first),
                        Stream.of(
                                String.valueOf(counts.opened()),
                                String.valueOf(counts.linked()),
                                LinkViews.rate(counts, layout),
                                String.valueOf(counts.declined()),
                                String.valueOf(counts.created())))
                .toArray(String[]::new);
    }

    private String words(String key, Layout layout) {
        Locale locale = layout.language().locale();
        return messages.getMessage(key, new Object[0], locale);
    }
}
