package musubi.console;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Set;
import musubi.user.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Hidden
@Controller
class LoginPage {

    static final Set<String> PROBLEMS = Set.of("wrong", "throttled", "expired", "out");

    @GetMapping("/login")
    String login(@RequestParam(defaultValue = "") String problem, Model model) {
        if (Actor.current().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("problem", PROBLEMS.contains(problem) ? problem : "");
        return "console/login";
    }
}
