package musubi.console.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Csv;
import musubi.console.layout.Layout;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import musubi.user.AuditQuery;
import org.springframework.context.MessageSource;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log: who changed what. */
@ConsolePage
class AuditPage {

    /** What actions begin with, for the filter. */
    static final List<String> KINDS = List.of(
            "person",
            "token",
            "connection",
            "import",
            "link",
            "media",
            "message",
            "broadcast",
            "failure",
            AuditQuery.API);

    private static final int PAGE = 50;
    private static final int EXPORT_PAGE = 500;

    /** Lines of a file, at the most. */
    private static final int MAX_EXPORT = 100_000;

    private final AuditLog audit;
    private final AuditWords words;
    private final MessageSource messages;

    AuditPage(AuditLog audit, AuditWords words, MessageSource messages) {
        this.audit = audit;
        this.words = words;
        this.messages = messages;
    }

    /** An entry on the page. */
    record Row(String actor, ZonedDateTime at, AuditWords.Line line) {}

    /**
     * The filter, as the form sends it.
     *
     * @param from a day; empty or malformed: no bound
     * @param to the last day
     */
    record Filter(String actor, String kind, String from, String to) {

        AuditQuery query(Layout layout) {
            var known = KINDS.contains(kind) ? kind : "";
            return new AuditQuery(
                    actor.strip(),
                    known,
                    AuditWords.calls(known),
                    day(from, 0, layout).orElse(AuditQuery.ALL.from()),
                    day(to, 1, layout).orElse(AuditQuery.ALL.to()));
        }

        private static Optional<Instant> day(String text, int plus, Layout layout) {
            try {
                return Optional.of(LocalDate.parse(text)
                                .plusDays(plus)
                                .atStartOfDay(layout.zone())
                                .toInstant())
                        .filter(at -> !at.isBefore(AuditQuery.ALL.from()) && at.isBefore(AuditQuery.ALL.to()));
            } catch (DateTimeException ignored) {
                return Optional.empty();
            }
        }

        public boolean narrowed() {
            return Stream.of(actor, kind, from, to).anyMatch(field -> !field.isBlank());
        }
    }

    @ModelAttribute("filter")
    Filter filter(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        return new Filter(actor, kind, from, to);
    }

    /** @param below the page goes on after this id; none: the newest */
    @GetMapping("/settings/audit")
    String show(
            @ModelAttribute("layout") Layout layout,
            @ModelAttribute(name = "filter", binding = false) Filter filter,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            Model model) {
        var found = audit.page(filter.query(layout), below, PAGE + 1);
        var shown = found.stream().limit(PAGE).toList();
        model.addAttribute("rows", rows(shown, layout));
        model.addAttribute("kinds", KINDS);
        model.addAttribute("first", below == Long.MAX_VALUE);
        model.addAttribute("next", found.size() > PAGE ? shown.getLast().id() : 0L);
        return "console/audit";
    }

    /** The lines of the filter as CSV, the newest first. */
    @PostMapping("/settings/audit/export")
    void export(
            @ModelAttribute("layout") Layout layout,
            @ModelAttribute(name = "filter", binding = false) Filter filter,
            HttpServletResponse response)
            throws IOException {
        audit.record("person.auditExported", "", "");
        Csv.send(response, "musubi-audit.csv", file -> write(filter.query(layout), layout, file));
    }

    private void write(AuditQuery query, Layout layout, Consumer<String[]> file) {
        var locale = layout.language().locale();
        file.accept(Stream.of("audit.at", "audit.actor", "audit.action", "audit.object", "audit.detail")
                .map(key -> messages.getMessage(key, new Object[0], locale))
                .toArray(String[]::new));
        var below = Long.MAX_VALUE;
        for (var written = 0; written < MAX_EXPORT; written += EXPORT_PAGE) {
            var some = audit.page(query, below, EXPORT_PAGE);
            for (var row : rows(some, layout)) {
                file.accept(new String[] {
                    row.at().toOffsetDateTime().toString(),
                    row.actor(),
                    row.line().action(),
                    row.line().object(),
                    row.line().detail()
                });
            }
            if (some.size() < EXPORT_PAGE) {
                return;
            }
            below = some.getLast().id();
        }
    }

    private List<Row> rows(List<AuditEntry> entries, Layout layout) {
        var lines = words.of(entries, layout.language().locale());
        var rows = new ArrayList<Row>();
        for (var index = 0; index < entries.size(); index++) {
            var entry = entries.get(index);
            rows.add(new Row(entry.actor(), entry.at().atZone(layout.zone()), lines.get(index)));
        }
        return rows;
    }
}
