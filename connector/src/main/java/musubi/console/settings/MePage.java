package musubi.console.settings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.UUID;
import musubi.alert.AlertKind;
import musubi.alert.Alerts;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.Actor;
import musubi.user.AuditLog;
import musubi.user.Language;
import musubi.user.LoginWays;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Sessions;
import musubi.user.SignIn;
import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The account of the person who is signed in: language, password, devices. */
@ConsolePage
class MePage {

    private final People people;
    private final SignIn signIn;
    private final LoginWays ways;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Alerts alerts;

    MePage(People people, SignIn signIn, LoginWays ways, Sessions sessions, AuditLog audit, Alerts alerts) {
        this.people = people;
        this.signIn = signIn;
        this.ways = ways;
        this.sessions = sessions;
        this.audit = audit;
        this.alerts = alerts;
    }

    @GetMapping("/settings/me")
    String show(@ModelAttribute("layout") Layout layout, Model model, HttpServletRequest request) {
        return page(layout, "", "", model, request);
    }

    @PostMapping("/settings/me/language")
    String language(@RequestParam(defaultValue = "") String language, RedirectAttributes flash) {
        Language.of(language).ifPresent(chosen -> people.change(me().id(), chosen));
        flash.addFlashAttribute("did", "me.did.language");
        return "redirect:/settings/me";
    }

    /** What this person is told by e-mail: what is not ticked is not sent. */
    @PostMapping("/settings/me/alerts")
    String alerts(@RequestParam(defaultValue = "") Set<AlertKind> kind, RedirectAttributes flash) {
        alerts.choose(me().id(), kind);
        flash.addFlashAttribute("did", "alerts.did.chosen");
        return "redirect:/settings/me";
    }

    @PostMapping("/settings/me/sessions/{id}/end")
    String end(@PathVariable UUID id, RedirectAttributes flash) {
        sessions.end(me().id(), id);
        return ended(flash);
    }

    @PostMapping("/settings/me/sessions/end-others")
    String endOthers(HttpServletRequest request, RedirectAttributes flash) {
        sessions.endOthers(me().id(), request);
        return ended(flash);
    }

    private String ended(RedirectAttributes flash) {
        audit.record("person.sessionsEnded", me().email(), "");
        flash.addFlashAttribute("did", "me.did.ended");
        return "redirect:/settings/me";
    }

    /** Changes the password. All other sessions of the person end, this one stays open. */
    @PostMapping("/settings/me/password")
    String password(
            @ModelAttribute("layout") Layout layout,
            @RequestParam(defaultValue = "") String former,
            @RequestParam(defaultValue = "") String password,
            Model model,
            RedirectAttributes flash,
            HttpServletRequest request,
            HttpServletResponse response) {
        var me = me();
        try {
            people.changePassword(me.id(), former, password);
        } catch (UserRefusedException refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(
                    layout,
                    refused.reason() == Reason.PASSWORD_WRONG ? "former" : "password",
                    "user.refused." + refused.reason(),
                    model,
                    request);
        }
        signIn.goOn(people.find(me.id()).orElseThrow(), request, response);
        flash.addFlashAttribute("did", "me.did.password");
        return "redirect:/settings/me";
    }

    private String page(Layout layout, String field, String refused, Model model, HttpServletRequest request) {
        model.addAttribute("person", me());
        model.addAttribute(
                "devices",
                sessions.of(me().id(), request).stream()
                        .map(open -> Device.of(open, layout))
                        .toList());
        model.addAttribute("provider", ways.provider().orElse(""));
        model.addAttribute("byPassword", ways.password());
        model.addAttribute("kinds", AlertKind.values());
        model.addAttribute("chosen", alerts.chosenBy(me().id()));
        model.addAttribute("mailIsSet", alerts.mailIsSet());
        model.addAttribute("languages", Language.values());
        model.addAttribute("field", field);
        model.addAttribute("refused", refused);
        return "console/me";
    }

    private static Person me() {
        return Actor.current()
                .flatMap(Actor::person)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
