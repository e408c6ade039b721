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
    private final AudienceWords audience;
    private final AuditLog audit;

    BroadcastPage(
            Broadcasts broadcasts,
            TestBroadcast test,
            BroadcastViews views,
            MessageWords says,
            AudienceWords audience,
            AuditLog audit) {
        this.broadcasts = broadcasts;
        this.test = test;
        this.views = views;
        this.says = says;
        this.audience = audience;
        this.audit = audit;
    }

    @GetMapping
    String show(@PathVariable UUID broadcastId, Model model) {
        fill(model, views.one(broadcastId));
        return "console/broadcast";
    }

    private void fill(Model model, Broadcast one) {
        model.addAttribute("one", views.view(one));
        model.addAttribute("says", says.of(one.content()));
        model.addAttribute("audience", audience.plain(one.audience()));
        model.addAttribute("most", TestBroadcast.MAX_PEOPLE);
    }

    /** The part of the page that changes by itself. */
    @GetMapping("/now")
    String now(@PathVariable UUID broadcastId, Model model) {
        model.addAttribute("one", views.view(views.one(broadcastId)));
        return "console/broadcast-parts :: now";
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
            Model model,
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
            model.addAttribute("testRefused", OutlookView.Words.of(result.problems(), true));
        } catch (BroadcastRefusedException refused) {
            model.addAttribute("testRefused", OutlookView.Words.of(refused.problems(), false));
        } catch (HubSpotException away) {
            model.addAttribute("testAway", true);
        }
        fill(model, one);
        model.addAttribute("contactIds", contactIds);
        return new ModelAndView("console/broadcast", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
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
