package musubi.console.links;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.link.LinkRefusedException;
import musubi.link.Links;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The default link and the custom ones of a connection, and the form for another. */
@ConsolePage
@RequestMapping("/connections/{id}/links")
class LinksPage {

    private static final int SHOWN = 50;

    private final Links links;
    private final LinkViews views;
    private final AuditLog audit;

    LinksPage(Links links, LinkViews views, AuditLog audit) {
        this.links = links;
        this.views = views;
        this.audit = audit;
    }

    @GetMapping
    String show(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String title,
            Model model) {
        var connection = views.connection(id);
        var all = views.all(connection);
        var wanted = title.strip().toLowerCase(Locale.ROOT);
        var found = all.stream()
                .filter(link -> link.title().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        model.addAttribute("id", id);
        model.addAttribute("ready", connection.login().channelId().isPresent());
        model.addAttribute("url", links.url(id));
        model.addAttribute("onlyHere", LinkViews.onlyOnThisMachine(links.url(id)));
        model.addAttribute("counts", links.counts(id, Optional.empty()));
        model.addAttribute("chart", views.chart(connection, Optional.empty(), layout));
        model.addAttribute("wanted", title);
        model.addAttribute("callback", links.url(id) + "/callback");
        model.addAttribute("searchable", all.size() > 10);
        model.addAttribute("none", all.isEmpty());
        model.addAttribute("links", found.stream().limit(SHOWN).toList());
        model.addAttribute("found", found.size());
        model.addAttribute("shown", SHOWN);
        return "console/links";
    }

    @GetMapping("/new")
    String enter(@PathVariable UUID id, Model model) {
        views.connection(id);
        model.addAttribute("id", id);
        model.addAttribute("form", LinkForm.empty());
        return "console/link-new";
    }

    @PostMapping
    ModelAndView create(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String originalSource,
            @RequestParam(defaultValue = "") String pageAfter,
            @RequestParam(defaultValue = "false") boolean enabled,
            RedirectAttributes flash) {
        views.connection(id);
        var form = new LinkForm(title, originalSource, pageAfter, enabled, Map.of());
        try {
            var link = links.create(id, form.change());
            audit.record("link.created", link.title(), link.id());
            flash.addFlashAttribute("did", "links.did.created");
            flash.addFlashAttribute("didWith", link.title());
            return new ModelAndView("redirect:/connections/" + id + "/links/" + link.id());
        } catch (LinkRefusedException refused) {
            var page = new ModelAndView("console/link-new", HttpStatus.UNPROCESSABLE_CONTENT);
            return page.addObject("id", id).addObject("form", form.refused(refused));
        }
    }
}
