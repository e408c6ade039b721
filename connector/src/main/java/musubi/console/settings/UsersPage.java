package musubi.console.settings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.Actor;
import musubi.user.AuditLog;
import musubi.user.Invitation;
import musubi.user.Invitations;
import musubi.user.Issued;
import musubi.user.Language;
import musubi.user.LoginWays;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.Role;
import musubi.user.Sessions;
import musubi.user.UserRefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The people who may sign in, their roles and invitations. */
@ConsolePage
class UsersPage {

    private static final String HERE = "redirect:/settings/users";

    private final People people;
    private final Invitations invitations;
    private final Issued issued;
    private final Sessions sessions;
    private final LoginWays ways;
    private final Connections connections;
    private final AuditLog audit;

    UsersPage(
            People people,
            Invitations invitations,
            Issued issued,
            Sessions sessions,
            LoginWays ways,
            Connections connections,
            AuditLog audit) {
        this.people = people;
        this.invitations = invitations;
        this.issued = issued;
        this.sessions = sessions;
        this.ways = ways;
        this.connections = connections;
        this.audit = audit;
    }

    /**
     * A person on the page.
     *
     * @param connections names; empty: all
     * @param self whether it is the person who is signed in
     * @param issued what ends when they are disabled or get a lesser role: names of tokens, email addresses of links
     * @param devices where they are signed in, on this node; the last active first
     * @param resetUntil how long an unused link for a new password is valid; empty: there is none
     */
    record Row(
            Person person,
            List<String> connections,
            Optional<ZonedDateTime> lastLogin,
            boolean self,
            List<String> issued,
            List<Device> devices,
            Optional<ZonedDateTime> resetUntil) {}

    /** An invitation that is open. */
    record Open(String email, String role, ZonedDateTime expiresAt) {

        static Open of(Invitation invitation, Layout layout) {
            return new Open(
                    invitation.email().orElse(""),
                    invitation.scope().role().name(),
                    invitation.expiresAt().atZone(layout.zone()));
        }
    }

    @GetMapping("/settings/users")
    String show(@ModelAttribute("layout") Layout layout, HttpServletRequest request, Model model) {
        return page(layout, "", "", request, model);
    }

    @PostMapping("/settings/users/invitations")
    String invite(
            @ModelAttribute("layout") Layout layout,
            @RequestParam(defaultValue = "") String email,
            ScopeForm scope,
            Model model,
            RedirectAttributes flash,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            flash.addFlashAttribute(
                    "inviteLink", invitations.invite(email, scope.scope()).toString());
        } catch (UserRefusedException refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(layout, email, "user.refused." + refused.reason(), request, model);
        }
        flash.addFlashAttribute("did", "users.did.invited");
        flash.addFlashAttribute("didWith", email.strip());
        return HERE;
    }

    @PostMapping("/settings/users/invitations/withdraw")
    String withdraw(@RequestParam(defaultValue = "") String email, RedirectAttributes flash) {
        invitations.withdraw(email);
        audit.record("person.withdrawn", email.strip(), "");
        return did("users.did.withdrawn", email.strip(), flash);
    }

    @PostMapping("/settings/users/{id}")
    String change(
            @PathVariable UUID id,
            ScopeForm scope,
            @RequestParam(defaultValue = "") String language,
            RedirectAttributes flash) {
        var chosen = scope.scope();
        return act(id, "users.did.changed", flash, () -> {
            people.change(id, chosen);
            Language.of(language).ifPresent(found -> people.change(id, found));
        });
    }

    @PostMapping("/settings/users/{id}/disabled")
    String disable(
            @PathVariable UUID id, @RequestParam(defaultValue = "true") boolean disabled, RedirectAttributes flash) {
        return act(
                id, disabled ? "users.did.disabled" : "users.did.enabled", flash, () -> people.disable(id, disabled));
    }

    /** The current password works until the link is used. */
    @PostMapping("/settings/users/{id}/reset")
    String reset(@PathVariable UUID id, RedirectAttributes flash) {
        return act(
                id,
                "users.did.reset",
                flash,
                () -> people.find(id)
                        .ifPresent(person -> flash.addFlashAttribute(
                                "resetLink", invitations.reset(person.email()).toString())));
    }

    @PostMapping("/settings/users/{id}/reset/withdraw")
    String withdrawReset(@PathVariable UUID id, RedirectAttributes flash) {
        return act(
                id,
                "users.did.resetWithdrawn",
                flash,
                () -> people.find(id).ifPresent(person -> invitations.withdrawReset(person.email())));
    }

    @PostMapping("/settings/users/{id}/sessions/{session}/end")
    String endSession(@PathVariable UUID id, @PathVariable UUID session, RedirectAttributes flash) {
        return act(
                id,
                "users.did.endedOne",
                flash,
                () -> people.find(id).ifPresent(person -> {
                    sessions.end(id, session);
                    audit.record("person.sessionsEnded", person.email(), "");
                }));
    }

    @PostMapping("/settings/users/{id}/sessions/end")
    String endSessions(@PathVariable UUID id, HttpServletRequest request, RedirectAttributes flash) {
        return act(
                id,
                "users.did.ended",
                flash,
                () -> people.find(id).ifPresent(person -> {
                    sessions.endOthers(id, request);
                    audit.record("person.sessionsEnded", person.email(), "");
                }));
    }

    @PostMapping("/settings/users/{id}/unlink")
    String unlinkAccount(@PathVariable UUID id, RedirectAttributes flash) {
        return act(id, "users.did.unlinked", flash, () -> people.unlinkAccount(id));
    }

    private String act(UUID id, String message, RedirectAttributes flash, Runnable change) {
        var person = people.find(id);
        try {
            change.run();
        } catch (UserRefusedException refused) {
            flash.addFlashAttribute("failed", "user.refused." + refused.reason());
            return HERE;
        }
        return did(message, person.map(Person::name).orElse(""), flash);
    }

    private static String did(String message, String argument, RedirectAttributes flash) {
        flash.addFlashAttribute("did", message);
        flash.addFlashAttribute("didWith", argument);
        return HERE;
    }

    private String page(Layout layout, String email, String refused, HttpServletRequest request, Model model) {
        var all = connections.all();
        var resets = invitations.openResets();
        var self = Actor.current().flatMap(Actor::person).map(Person::id);
        model.addAttribute(
                "rows",
                people.all().stream()
                        .map(person -> new Row(
                                person,
                                ScopeForm.names(person.scope(), all),
                                person.lastLoginAt().map(at -> at.atZone(layout.zone())),
                                self.equals(Optional.of(person.id())),
                                issued.by(person).names(),
                                sessions.of(person.id(), request).stream()
                                        .map(open -> Device.of(open, layout))
                                        .toList(),
                                resets.stream()
                                        .filter(link -> link.email().equals(Optional.of(person.email())))
                                        .map(link -> link.expiresAt().atZone(layout.zone()))
                                        .findFirst()))
                        .toList());
        model.addAttribute(
                "open",
                invitations.open().stream()
                        .map(invitation -> Open.of(invitation, layout))
                        .toList());
        model.addAttribute("byPassword", ways.password());
        model.addAttribute("roles", Role.values());
        model.addAttribute("languages", Language.values());
        model.addAttribute("connections", all);
        model.addAttribute("email", email);
        model.addAttribute("refused", refused);
        return "console/users";
    }
}
