package musubi.console.settings;

import java.time.ZonedDateTime;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log: who changed what. */
@ConsolePage
class AuditPage {

    private static final int PAGE = 50;

    private final AuditLog audit;

    AuditPage(AuditLog audit) {
        this.audit = audit;
    }

    /** An entry on the page. */
    record Row(AuditEntry entry, ZonedDateTime at) {}

    /** @param below the page goes on after this id; none: the newest */
    @GetMapping("/settings/audit")
    String show(
            @ModelAttribute("layout") Layout layout,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            Model model) {
        var found = audit.page(below, PAGE + 1);
        var rows = found.stream()
                .limit(PAGE)
                .map(entry -> new Row(entry, entry.at().atZone(layout.zone())))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("first", below == Long.MAX_VALUE);
        model.addAttribute("next", found.size() > PAGE ? rows.getLast().entry().id() : 0L);
        return "console/audit";
    }
}
