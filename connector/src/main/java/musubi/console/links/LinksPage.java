package musubi.console.links;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.link.Link;
import musubi.link.LinkRefusedException;
import musubi.link.Links;
import musubi.user.AuditLog;
import org.springframework.context.MessageSource;
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

    /** So many are seen at a glance. */
    private static final int SEARCHABLE = 10;

    private final Links links;
    private final LinkViews views;
    private final AuditLog audit;
    private final MessageSource messages;

    LinksPage(Links links, LinkViews views, AuditLog audit, MessageSource messages) {
        this.links = links;
        this.views = views;
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping
    String show(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Model model) {
        var connection = views.connection(id);
        var period = views.period(from, to, connection);
        var days = views.days(connection, Optional.empty(), period);
        var counts = LinkViews.sum(days);
        var found = views.all(connection, title, period, layout);
        var all = title.isBlank() ? found.size() : links.of(id).size();
        model.addAttribute("id", id);
        model.addAttribute("ready", connection.login().channelId().isPresent());
        model.addAttribute("url", links.url(id));
        model.addAttribute("onlyHere", LinkViews.onlyOnThisMachine(links.url(id)));
        model.addAttribute("period", period);
        model.addAttribute("counts", counts);
        model.addAttribute("rate", LinkViews.rate(counts, layout));
        model.addAttribute("chart", LinkViews.chart(days, period, layout));
        model.addAttribute("wanted", title);
        model.addAttribute("callback", links.url(id) + "/callback");
        model.addAttribute("searchable", all > SEARCHABLE);
        model.addAttribute("none", all == 0);
        model.addAttribute("links", found.stream().limit(SHOWN).toList());
        model.addAttribute("found", found.size());
        model.addAttribute("shown", SHOWN);
        return "console/links";
    }

    /** @param of id of a link whose settings the new one begins with; empty: none */
    @GetMapping("/new")
    String enter(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String of,
            Model model) {
        views.connection(id);
        model.addAttribute("id", id);
        model.addAttribute("form", of.isEmpty() ? LinkForm.empty() : copy(views.one(id, of), layout));
        return "console/link-new";
    }

    private LinkForm copy(Link link, Layout layout) {
        var title = messages.getMessage(
                "links.copyOf", new Object[] {link.title()}, layout.language().locale());
        return LinkForm.of(link).copied(title);
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
