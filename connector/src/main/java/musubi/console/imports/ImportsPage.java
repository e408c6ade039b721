package musubi.console.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.friends.Import;
import musubi.friends.ImportRefusedException;
import musubi.friends.Imports;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The running import, past ones, and the forms to start one. */
@ConsolePage
@RequestMapping("/connections/{id}/imports")
class ImportsPage {

    private static final int PAGE_SIZE = 30;
    /** The beginning of a file that browsers send for the preview, in bytes. */
    private static final int BEGINNING = 256 * 1024;

    private final Imports imports;
    private final ImportViews views;
    private final ImportOutlook outlook;
    private final AuditLog audit;

    ImportsPage(Imports imports, ImportViews views, ImportOutlook outlook, AuditLog audit) {
        this.imports = imports;
        this.views = views;
        this.outlook = outlook;
        this.audit = audit;
    }

    /**
     * The page, or a part of its list.
     *
     * @param after the last import of the part before
     * @param htmx whether the page asks, and takes a part of itself
     */
    @GetMapping
    String show(
            @PathVariable UUID id,
            @RequestParam Optional<UUID> after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        views.connection(id);
        var found = views.of(id, after, PAGE_SIZE + 1, layout.zone());
        var part = found.stream().limit(PAGE_SIZE).toList();
        // one at a time: what runs is the newest
        var now = (after.isEmpty() ? part : views.of(id, Optional.empty(), 1, layout.zone()))
                .stream().filter(one -> !one.ended()).findFirst();
        model.addAttribute("id", id);
        model.addAttribute("running", now.isPresent());
        now.ifPresent(one -> model.addAttribute("one", one));
        model.addAttribute("past", part.stream().filter(ImportView::ended).toList());
        model.addAttribute("next", found.size() > PAGE_SIZE ? part.getLast().id() : null);
        return htmx ? "console/imports :: items" : "console/imports";
    }

    /** Asks before LINE's list is imported. Answers at once: the page asks for what LINE tells itself. */
    @GetMapping("/followers")
    String ask(@PathVariable UUID id, Model model) {
        views.connection(id);
        model.addAttribute("id", id);
        return "console/import-ask";
    }

    /** What LINE tells about its list, as a part of that page. LINE is asked only for who may start an import. */
    @GetMapping("/followers/outlook")
    String outlook(@PathVariable UUID id, @ModelAttribute("layout") Layout layout, Model model) {
        views.connection(id);
        model.addAttribute("id", id);
        model.addAttribute("outlook", layout.may("OPERATOR") ? outlook.of(id) : null);
        return "console/import-ask :: told";
    }

    @PostMapping("/followers")
    String followers(@PathVariable UUID id, RedirectAttributes flash) {
        views.connection(id);
        return started(id, () -> imports.followers(id), flash);
    }

    @PostMapping(path = "/csv", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String csv(@PathVariable UUID id, @RequestParam("file") MultipartFile file, RedirectAttributes flash) {
        views.connection(id);
        return started(
                id,
                () -> {
                    try (var content = file.getInputStream()) {
                        return imports.csv(id, content);
                    }
                },
                flash);
    }

    /**
     * Shows how the file would be read. It is parsed while it arrives and not stored.
     *
     * @param of size of the file in bytes; the body is its beginning
     */
    @PostMapping(path = "/preview", consumes = MediaType.TEXT_PLAIN_VALUE)
    String preview(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") long of,
            InputStream body,
            Model model,
            HttpServletResponse response)
            throws IOException {
        views.connection(id);
        var beginning = body.readNBytes(BEGINNING);
        try {
            var found = imports.preview(id, new ByteArrayInputStream(beginning), beginning.length >= of);
            model.addAttribute("preview", found);
            model.addAttribute("whole", beginning.length >= of);
            model.addAttribute("about", about(found.ids(), beginning.length, of));
        } catch (ImportRefusedException refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refused", "imports.problem." + refused.problem().code());
        }
        return "console/import-preview :: preview";
    }

    /** How many ids the file has, extrapolated from its beginning and rounded to two digits. */
    private static long about(long ids, long beginning, long of) {
        if (beginning == 0 || beginning >= of) {
            return ids;
        }
        var expected = (double) ids * of / beginning;
        var step = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, expected))) - 1));
        return Math.round(Math.round(expected / step) * step);
    }

    private interface Start {
        Import start() throws IOException;
    }

    private String started(UUID id, Start start, RedirectAttributes flash) {
        try {
            var one = start.start();
            audit.record("import.started", one.id().toString(), one.source().name());
            flash.addFlashAttribute("did", "imports.did.started");
            return "redirect:/connections/" + id + "/imports/" + one.id();
        } catch (ImportRefusedException refused) {
            flash.addFlashAttribute(
                    "failed", "imports.problem." + refused.problem().code());
        } catch (IOException brokenOff) {
            flash.addFlashAttribute("failed", "imports.problem.BROKE_OFF");
        }
        return "redirect:/connections/" + id + "/imports";
    }
}
