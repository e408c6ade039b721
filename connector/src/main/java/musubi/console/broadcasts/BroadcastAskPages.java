package musubi.console.broadcasts;

import java.util.UUID;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.BroadcastRefusedException;
import musubi.broadcast.BroadcastStateException;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.QuotaException;
import musubi.broadcast.winner.Winners;
import musubi.console.layout.ConsolePage;
import musubi.delivery.UncertainDecision;
import musubi.user.AuditLog;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What cannot be taken back is asked on a page of its own before it is done. */
@ConsolePage
@RequestMapping("/broadcasts/{broadcastId}")
class BroadcastAskPages {

    private final Broadcasts broadcasts;
    private final Winners winners;
    private final BroadcastViews views;
    private final AuditLog audit;

    BroadcastAskPages(Broadcasts broadcasts, Winners winners, BroadcastViews views, AuditLog audit) {
        this.broadcasts = broadcasts;
        this.winners = winners;
        this.views = views;
        this.audit = audit;
    }

    /**
     * Asks before it is sent, with the number, the time and the account. Answers at once; the page asks for the number itself.
     *
     * @param wait whether the page comes with the number, for browsers without scripts
     */
    @GetMapping("/send")
    String askToSend(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "false") boolean wait,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean htmx,
            Model model) {
        var one = views.one(broadcastId);
        var view = views.view(one);
        model.addAttribute("one", view);
        model.addAttribute("connection", views.connection(one.connectionId()));
        model.addAttribute(
                "outlook", view.draft() && (wait || htmx) ? OutlookView.of(broadcasts.check(broadcastId)) : null);
        return htmx ? "console/broadcast-send :: asked" : "console/broadcast-send";
    }

    /** @param firstOnly to as many as the month's messages reach for */
    @PostMapping("/send")
    String send(
            @PathVariable UUID broadcastId,
            @RequestParam(defaultValue = "false") boolean firstOnly,
            RedirectAttributes flash) {
        var one = views.one(broadcastId);
        try {
            var sent = broadcasts.send(broadcastId, firstOnly);
            audit.record("broadcast.sent", one.title(), "");
            if (sent.at().isPresent()) {
                flash.addFlashAttribute("did", "broadcasts.did.planned");
            }
        } catch (BroadcastRefusedException refused) {
            flash.addFlashAttribute("failed", "broadcasts.refused");
        } catch (QuotaException few) {
            flash.addFlashAttribute("failed", "broadcasts.tooFew");
        } catch (BroadcastStateException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        }
        return "redirect:/broadcasts/" + broadcastId;
    }

    @GetMapping("/cancel")
    String askToCancel(@PathVariable UUID broadcastId, Model model) {
        return ask(broadcastId, "cancel", model);
    }

    @PostMapping("/cancel")
    String cancel(@PathVariable UUID broadcastId, RedirectAttributes flash) {
        var one = views.one(broadcastId);
        try {
            broadcasts.cancel(broadcastId);
            audit.record("broadcast.cancelled", one.title(), "");
            flash.addFlashAttribute("did", "broadcasts.did.cancelled");
        } catch (BroadcastStateException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        }
        return "redirect:/broadcasts/" + broadcastId;
    }

    @GetMapping("/delete")
    String askToDelete(@PathVariable UUID broadcastId, Model model) {
        return ask(broadcastId, "delete", model);
    }

    @PostMapping("/delete")
    String delete(@PathVariable UUID broadcastId, RedirectAttributes flash) {
        var one = views.one(broadcastId);
        try {
            broadcasts.delete(broadcastId);
        } catch (BroadcastStateException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
            return "redirect:/broadcasts/" + broadcastId;
        }
        audit.record("broadcast.deleted", one.title(), "");
        flash.addFlashAttribute("did", "broadcasts.did.deleted");
        flash.addFlashAttribute("didWith", one.title());
        return "redirect:/connections/" + one.connectionId() + "/broadcasts";
    }

    /** Asks before messages are sent again whose outcome nobody knows. */
    @GetMapping("/uncertain")
    String askToSendAgain(@PathVariable UUID broadcastId, Model model) {
        return ask(broadcastId, "again", model);
    }

    @PostMapping("/uncertain")
    String decide(@PathVariable UUID broadcastId, @RequestParam UncertainDecision decision, RedirectAttributes flash) {
        var one = views.one(broadcastId);
        try {
            broadcasts.decide(broadcastId, decision);
            audit.record("broadcast.decided", one.title(), "");
            flash.addFlashAttribute("did", "broadcasts.did.decided." + decision);
        } catch (BroadcastStateException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        }
        return "redirect:/broadcasts/" + broadcastId;
    }

    /**
     * Asks before a variant is sent to those who wait for one.
     *
     * @param variant name of it
     */
    @GetMapping("/winner")
    String askToChoose(@PathVariable UUID broadcastId, @RequestParam(defaultValue = "") String variant, Model model) {
        var one = views.one(broadcastId);
        model.addAttribute(
                "variant",
                one.content().variants().stream()
                        .map(VariantContent::name)
                        .filter(variant::equals)
                        .findFirst()
                        .orElse(""));
        model.addAttribute(
                "held", one.winner().map(winner -> winner.held().people()).orElse(0L));
        return ask(broadcastId, "winner", model);
    }

    @PostMapping("/winner")
    String choose(
            @PathVariable UUID broadcastId, @RequestParam(defaultValue = "") String variant, RedirectAttributes flash) {
        var one = views.one(broadcastId);
        try {
            winners.choose(broadcastId, variant);
            audit.record("broadcast.winner", one.title(), variant);
            flash.addFlashAttribute("did", "broadcasts.did.winner");
            flash.addFlashAttribute("didWith", variant);
        } catch (BroadcastStateException | BroadcastRefusedException moved) {
            flash.addFlashAttribute("failed", "broadcasts.moved");
        }
        return "redirect:/broadcasts/" + broadcastId;
    }

    /** @param act the end of a path, and of message keys */
    private String ask(UUID id, String act, Model model) {
        model.addAttribute("one", views.view(views.one(id)));
        model.addAttribute("act", act);
        return "console/broadcast-ask";
    }
}
