package musubi.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Stream;
import musubi.console.layout.ConsolePage;
import musubi.user.Actor;
import musubi.user.LoginWays;
import musubi.user.OidcRefusedException.Reason;
import musubi.user.WantedPage;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@ConsolePage
class LoginPage {

    static final Set<String> PROBLEMS = Set.of("wrong", "throttled", "expired", "out");

    private final LoginWays ways;
    private final WantedPage wanted;

    LoginPage(LoginWays ways, WantedPage wanted) {
        this.ways = ways;
        this.wanted = wanted;
    }

    /** @param oidc why signing in by the provider did not work */
    @GetMapping("/login")
    String login(
            @RequestParam(defaultValue = "") String problem,
            @RequestParam(defaultValue = "") String oidc,
            Model model,
            HttpServletRequest request) {
        if (Actor.current().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("problem", PROBLEMS.contains(problem) ? problem : "");
        model.addAttribute(
                "oidc",
                Stream.of(Reason.values())
                        .map(Reason::name)
                        .filter(oidc::equals)
                        .findFirst()
                        .orElse(""));
        model.addAttribute("provider", ways.provider().orElse(""));
        model.addAttribute("byPassword", ways.password());
        model.addAttribute(WantedPage.PARAMETER, wanted.carriedBy(request));
        return "console/login";
    }
}
