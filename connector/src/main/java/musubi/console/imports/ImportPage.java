package musubi.console.imports;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.friends.BadLinesCsv;
import musubi.friends.ImportRefusedException;
import musubi.friends.Imports;
import musubi.user.AuditLog;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One import: its progress and its result. */
@ConsolePage
@RequestMapping("/connections/{id}/imports/{importId}")
class ImportPage {

    private static final String UTF_8_MARK = "\uFEFF";

    private final Imports imports;
    private final ImportViews views;
    private final AuditLog audit;
    private final MessageSource messages;

    ImportPage(Imports imports, ImportViews views, AuditLog audit, MessageSource messages) {
        this.imports = imports;
        this.views = views;
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping
    String show(
            @PathVariable UUID id, @PathVariable UUID importId, @ModelAttribute("layout") Layout layout, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("one", views.view(views.one(id, importId), layout.zone()));
        return "console/import";
    }

    /** The part of the page that changes while it runs, for browsers that get no events. */
    @GetMapping("/progress")
    String progress(
            @PathVariable UUID id, @PathVariable UUID importId, @ModelAttribute("layout") Layout layout, Model model) {
        model.addAttribute("one", views.view(views.one(id, importId), layout.zone()));
        return "console/import-parts :: progress";
    }

    @PostMapping("/pause")
    String pause(@PathVariable UUID id, @PathVariable UUID importId, RedirectAttributes flash) {
        return change(id, importId, "paused", imports::pause, flash);
    }

    @PostMapping("/resume")
    String resume(@PathVariable UUID id, @PathVariable UUID importId, RedirectAttributes flash) {
        return change(id, importId, "resumed", imports::resume, flash);
    }

    @PostMapping("/cancel")
    String cancel(@PathVariable UUID id, @PathVariable UUID importId, RedirectAttributes flash) {
        return change(id, importId, "cancelled", imports::cancel, flash);
    }

    private String change(UUID id, UUID importId, String what, Consumer<UUID> change, RedirectAttributes flash) {
        views.one(id, importId);
        try {
            change.accept(importId);
            audit.record("import." + what, importId.toString(), "");
            flash.addFlashAttribute("did", "imports.did." + what);
        } catch (ImportRefusedException refused) {
            flash.addFlashAttribute("failed", "imports.problem.STATE");
        }
        return "redirect:/connections/" + id + "/imports/" + importId;
    }

    /** The first 1,000 bad lines, for a spreadsheet. */
    @GetMapping("/bad-lines.csv")
    ResponseEntity<byte[]> badLines(@PathVariable UUID id, @PathVariable UUID importId, Locale locale) {
        var one = views.one(id, importId);
        var lines = UTF_8_MARK
                + BadLinesCsv.of(
                        imports.badLines(one.id()),
                        text("imports.bad.line", locale),
                        text("imports.bad.reason", locale),
                        reason -> messages.getMessage(reason, locale));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("bad-lines.csv")
                                .build()
                                .toString())
                .body(lines.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
