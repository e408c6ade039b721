package musubi.console.broadcasts;

import java.util.List;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.TestBroadcast;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotException;
import musubi.result.BroadcastResults;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One broadcast, from draft to its end. Answers at once: what HubSpot and LINE know is loaded after it. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}")
class BroadcastPage {

    private final Broadcasts broadcasts;
    private final TestBroadcast test;
    private final BroadcastViews views;
    private final MessageWords says;
    private final BroadcastPhone phone;
    private final AudienceWords audience;
    private final BroadcastResults results;
    private final AuditLog audit;

    BroadcastPage(
            Broadcasts broadcasts,
            TestBroadcast test,
            BroadcastViews views,
            MessageWords says,
            BroadcastPhone phone,
            AudienceWords audience,
            BroadcastResults results,
            AuditLog audit) {
        this.broadcasts = broadcasts;
        this.test = test;
        this.views = views;
        this.says = says;
        this.phone = phone;
        this.audience = audience;
        this.results = results;
        this.audit = audit;
    }

    @GetMapping
    ModelAndView show(@PathVariable UUID broadcastId) {
        return show(views.one(broadcastId), HttpStatus.OK);
    }

    /** The whole page. */
    ModelAndView show(Broadcast one, HttpStatus status) {
        return new ModelAndView("console/broadcast", status)
                .addObject("one", views.view(one))
                .addObject("winner", views.winner(one).orElse(null))
                .addObject("says", says.of(one))
                .addObject("audience", audience.plain(one.audience()))
                .addObject("progress", results.of(one.id()).orElse(null))
                .addObject("most", TestBroadcast.MAX_PEOPLE);
    }

    /**
     * The part of the page that changes by itself.
     *
     * @param seen the mark of what the page shows; with another one, it is told to those who do not see it
     */
    @GetMapping("/now")
    String now(@PathVariable UUID broadcastId, @RequestParam(defaultValue = "") String seen, Model model) {
        var one = views.one(broadcastId);
        var view = views.view(one);
        model.addAttribute("one", view);
        model.addAttribute("winner", views.winner(one).orElse(null));
        model.addAttribute("news", !seen.equals(view.mark()));
        model.addAttribute("progress", results.of(broadcastId).orElse(null));
        return "console/broadcast-parts :: now";
    }

    /**
     * What it looks like on a phone, as a part of the page.
     *
     * @param variant from 0
     * @param person of the audience, from 1, whose values are filled in
     */
    @GetMapping("/preview")
    String preview(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "0") int variant,
            @RequestParam(defaultValue = "1") int person,
            Model model) {
        var one = views.one(broadcastId);
        var connection = views.connection(one.connectionId());
        var all = says.of(one);
        var at = Math.clamp(variant, 0, all.size() - 1);
        model.addAttribute("one", views.view(one));
        model.addAttribute("account", connection.displayName());
        model.addAttribute("says", all);
        model.addAttribute("variant", at);
        model.addAttribute(
                "phone",
                all.get(at)
                        .content()
                        .map(content -> phone.of(connection, content, one.audience(), person))
                        .orElse(null));
        return "console/broadcast-phone :: phone";
    }

    /** The lists' names, as a part of the page. */
    @GetMapping("/audience")
    String audience(@PathVariable UUID broadcastId, Model model) {
        model.addAttribute("audience", audience.asked(views.one(broadcastId)));
        return "console/broadcast-parts :: audience";
    }

    /** Whether it can be sent, as a part of the page. */
    @GetMapping("/outlook")
    String outlook(@PathVariable UUID broadcastId, Model model) {
        var one = views.one(broadcastId);
        model.addAttribute("one", views.view(one));
        model.addAttribute("outlook", OutlookView.of(broadcasts.check(broadcastId)));
        return "console/broadcast-parts :: outlook";
    }

    /** @param contactIds record ids, with commas, spaces or lines between */
    @PostMapping("/test")
    ModelAndView test(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "") String contactIds,
            RedirectAttributes flash) {
        var one = views.one(broadcastId);
        var ids = List.of(contactIds.strip().split("[\\s,、，]+")).stream()
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        try {
            var result = test.send(broadcastId, ids);
            audit.record("broadcast.tested", one.title(), String.valueOf(ids.size()));
            if (result.problems().isEmpty()) {
                flash.addFlashAttribute("did", "broadcasts.did.tested");
                flash.addFlashAttribute("didWith", result.sent());
                return new ModelAndView("redirect:/broadcasts/" + broadcastId);
            }
            return untested(one, contactIds).addObject("testRefused", OutlookView.Words.of(result.problems(), true));
        } catch (BroadcastRefusedException refused) {
            return untested(one, contactIds).addObject("testRefused", OutlookView.Words.of(refused.problems(), false));
        } catch (HubSpotException away) {
            return untested(one, contactIds).addObject("testAway", true);
        }
    }

    private ModelAndView untested(Broadcast one, String contactIds) {
        return show(one, HttpStatus.UNPROCESSABLE_CONTENT).addObject("contactIds", contactIds);
    }

    @PostMapping("/pause")
    String pause(@PathVariable UUID broadcastId, RedirectAttributes flash) {
        return change(
                broadcastId, "broadcast.paused", "broadcasts.did.paused", () -> broadcasts.pause(broadcastId), flash);
    }

    @PostMapping("/resume")
    String resume(@PathVariable UUID broadcastId, RedirectAttributes flash) {
        return change(
                broadcastId,
                "broadcast.resumed",
                "broadcasts.did.resumed",
                () -> broadcasts.resume(broadcastId),
                flash);
    }

    /** Within the seconds in which <i>send</i> can be taken back: it is a draft again. */
    @PostMapping("/undo")
    String undo(@PathVariable UUID broadcastId, RedirectAttributes flash) {
        return change(
                broadcastId,
                "broadcast.takenBack",
                "broadcasts.did.takenBack",
                () -> broadcasts.takeBack(broadcastId),
                flash);
    }

    private String change(UUID id, String action, String did, Runnable change, RedirectAttributes flash) {
        var one = views.one(id);
        try {
            change.run();
            audit.record(action, one.title(), "");
            flash.addFlashAttribute("did", did);
        } catch (BroadcastStateException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        }
        return "redirect:/broadcasts/" + id;
    }
}
