package musubi.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.console.layout.ConsolePage;
import musubi.user.Invitation;
import musubi.user.Invitation.Purpose;
import musubi.user.Invitations;
import musubi.user.Language;
import musubi.user.LoginWays;
import musubi.user.SignIn;
import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages of one-time links: they create the first admin or an invited person, or set a new password. */
@ConsolePage
class JoinPages {

    private final Invitations invitations;
    private final SignIn signIn;
    private final LoginWays ways;

    JoinPages(Invitations invitations, SignIn signIn, LoginWays ways) {
        this.invitations = invitations;
        this.signIn = signIn;
        this.ways = ways;
    }

    @GetMapping({"/setup/{token}", "/invite/{token}", "/reset/{token}"})
    String show(@PathVariable String token, Model model, HttpServletRequest request, HttpServletResponse response) {
        return page(token, "", "", Optional.empty(), model, request, response);
    }

    @PostMapping({"/setup/{token}", "/invite/{token}", "/reset/{token}"})
    String join(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var purpose = purpose(request);
        if (!byPassword(purpose)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        try {
            var language = Language.of(locale.getLanguage()).orElse(Language.JA);
            var person = invitations.accept(purpose, token, email, name, password, language);
            signIn.signIn(person, request, response);
            return "redirect:/";
        } catch (UserRefusedException refused) {
            return page(token, email, name, Optional.of(refused.reason()), model, request, response);
        }
    }

    private String page(
            String token,
            String email,
            String name,
            Optional<Reason> refused,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var purpose = purpose(request);
        var offer = invitations.find(purpose, token);
        if (offer.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        } else if (refused.isPresent()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        model.addAttribute("gone", offer.isEmpty());
        model.addAttribute("purpose", purpose);
        model.addAttribute(
                "provider", purpose == Purpose.INVITATION ? ways.provider().orElse("") : "");
        model.addAttribute("byPassword", byPassword(purpose));
        model.addAttribute("email", offer.flatMap(Invitation::email).orElse(email));
        model.addAttribute("name", name);
        model.addAttribute("field", refused.map(JoinPages::field).orElse(""));
        model.addAttribute(
                "refused", refused.map(reason -> "user.refused." + reason).orElse(""));
        return "console/join";
    }

    private static String field(Reason reason) {
        return switch (reason) {
            case PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_TOO_SIMPLE, PASSWORD_COMMON, PASSWORD_WRONG ->
                "password";
            case EMAIL_INVALID, EMAIL_TAKEN -> "email";
            case NAME_MISSING -> "name";
            case LINK_GONE, NOBODY, DISABLED, LAST_ADMIN -> "";
        };
    }

    /** Always true for the first person: somebody has to let others in. */
    private boolean byPassword(Purpose purpose) {
        return ways.password() || purpose == Purpose.SETUP;
    }

    /** What the path asks for. Whether the link is for that purpose is checked against its row. */
    private static Purpose purpose(HttpServletRequest request) {
        return Stream.of(Purpose.values())
                .filter(purpose -> request.getServletPath().startsWith(purpose.path()))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
