package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import musubi.user.Actor;
import musubi.user.Language;
import musubi.user.LoginWays;
import musubi.user.People;
import musubi.user.Person;
import musubi.user.SignIn;
import musubi.user.UserRefusedException;
import musubi.user.UserRefusedException.Reason;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own language and password. */
@Hidden
@Controller
class MePage {

    private final People people;
    private final SignIn signIn;
    private final LoginWays ways;

    MePage(People people, SignIn signIn, LoginWays ways) {
        this.people = people;
        this.signIn = signIn;
        this.ways = ways;
    }

    @Bean
    static Place mePlace() {
        return new Place(Area.SETTINGS, 40, "/settings/me", "me.title");
    }

    @GetMapping("/settings/me")
    String show(Model model) {
        return page("", "", model);
    }

    @PostMapping("/settings/me/language")
    String language(@RequestParam(defaultValue = "") String language, RedirectAttributes flash) {
        Language.of(language).ifPresent(chosen -> people.change(me().id(), chosen));
        flash.addFlashAttribute("did", "me.did.language");
        return "redirect:/settings/me";
    }

    /** Other sessions end; this one goes on. */
    @PostMapping("/settings/me/password")
    String password(
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
                    refused.reason() == Reason.PASSWORD_WRONG ? "former" : "password",
                    "user.refused." + refused.reason(),
                    model);
        }
        signIn.signIn(people.find(me.id()).orElseThrow(), request, response);
        flash.addFlashAttribute("did", "me.did.password");
        return "redirect:/settings/me";
    }

    private String page(String field, String refused, Model model) {
        model.addAttribute("person", me());
        model.addAttribute("provider", ways.provider().orElse(""));
        model.addAttribute("byPassword", ways.password());
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
