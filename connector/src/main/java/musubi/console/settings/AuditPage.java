package musubi.console.settings;

import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.layout.NavItem;
import musubi.console.layout.Section;
import java.time.ZonedDateTime;
import musubi.user.AuditEntry;
import musubi.user.AuditLog;
import org.springframework.context.annotation.Bean;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** Who changed what. */
@ConsolePage
class AuditPage {

    private static final int PAGE = 50;

    private final AuditLog audit;

    AuditPage(AuditLog audit) {
        this.audit = audit;
    }

    @Bean
    static NavItem auditPlace() {
        return new NavItem(Section.SETTINGS, 30, "/settings/audit", "audit.title");
    }

    /** A line of the record. */
    record Row(AuditEntry entry, ZonedDateTime at) {}

    /** @param below the page goes on after this id; none: the newest */
    @GetMapping("/settings/audit")
    String show(
            @ModelAttribute("frame") Layout frame,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long below,
            Model model) {
        var found = audit.page(below, PAGE + 1);
        var rows = found.stream()
                .limit(PAGE)
                .map(entry -> new Row(entry, entry.at().atZone(frame.zone())))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("first", below == Long.MAX_VALUE);
        model.addAttribute("next", found.size() > PAGE ? rows.getLast().entry().id() : 0L);
        return "console/audit";
    }
}
