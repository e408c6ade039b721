package musubi.console.links;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.layout.Period;
import musubi.link.Link;
import musubi.link.LinkRefusedException;
import musubi.link.Links;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One custom link: address, code, counts, its fields. */
@ConsolePage
@RequestMapping("/connections/{id}/links/{linkId}")
class LinkPage {

    private final Links links;
    private final LinkViews views;
    private final AuditLog audit;

    LinkPage(Links links, LinkViews views, AuditLog audit) {
        this.links = links;
        this.views = views;
        this.audit = audit;
    }

    @GetMapping
    ModelAndView show(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @PathVariable String linkId,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        var link = views.one(id, linkId);
        return page(link, LinkForm.of(link), HttpStatus.OK, views.period(from, to, views.connection(id)), layout);
    }

    private ModelAndView page(Link link, LinkForm form, HttpStatus status, Period period, Layout layout) {
        var connection = views.connection(link.connectionId());
        var days = views.days(connection, Optional.of(link.id()), period);
        return new ModelAndView("console/link", status)
                .addObject("id", connection.id())
                .addObject("link", views.view(link, LinkViews.sum(days), connection, layout))
                .addObject("ready", connection.login().channelId().isPresent())
                .addObject("onlyHere", LinkViews.onlyOnThisMachine(links.url(link)))
                .addObject("period", period)
                .addObject("chart", LinkViews.chart(days, period, layout))
                .addObject("callback", links.url(connection.id()) + "/callback")
                .addObject("form", form);
    }

    @PostMapping
    ModelAndView change(
            @ModelAttribute("layout") Layout layout,
            @PathVariable UUID id,
            @PathVariable String linkId,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String originalSource,
            @RequestParam(defaultValue = "") String pageAfter,
            @RequestParam(defaultValue = "false") boolean enabled,
            RedirectAttributes flash) {
        var link = views.one(id, linkId);
        var form = new LinkForm(title, originalSource, pageAfter, enabled, Map.of());
        try {
            links.change(linkId, form.change());
            audit.record("link.changed", title.strip(), linkId);
            flash.addFlashAttribute("did", "links.did.changed");
            return new ModelAndView("redirect:/connections/" + id + "/links/" + linkId);
        } catch (LinkRefusedException refused) {
            return page(
                    link,
                    form.refused(refused),
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    views.period("", "", views.connection(id)),
                    layout);
        }
    }

    @PostMapping("/delete")
    String delete(@PathVariable UUID id, @PathVariable String linkId, RedirectAttributes flash) {
        var link = views.one(id, linkId);
        if (links.delete(linkId)) {
            audit.record("link.deleted", link.title(), linkId);
        }
        flash.addFlashAttribute("did", "links.did.deleted");
        flash.addFlashAttribute("didWith", link.title());
        return "redirect:/connections/" + id + "/links";
    }
}
