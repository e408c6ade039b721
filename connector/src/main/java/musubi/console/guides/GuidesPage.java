package musubi.console.guides;

import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.Language;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Shows a guide, and which there are. */
@ConsolePage
class GuidesPage {

    private final Guides guides;

    GuidesPage(Guides guides) {
        this.guides = guides;
    }

    @GetMapping("/guides")
    String guides(@ModelAttribute("layout") Layout layout, Model model) {
        model.addAttribute("guides", guides.all(layout.language()));
        return "console/guides";
    }

    /**
     * A guide in the reader's language, or in the other one if it is only there in that.
     *
     * @param in code of the language to show it in instead; the console keeps the reader's
     * @throws ResponseStatusException 404 if there is no guide of that name
     */
    @GetMapping("/guides/{name}")
    String guide(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String in,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var own = layout.language();
        model.addAttribute(
                "guide",
                guides.find(name, Language.of(in).orElse(own))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute(
                "own",
                guides.find(name, own).filter(guide -> guide.language() == own).isPresent());
        model.addAttribute("guides", guides.all(layout.language()));
        return "console/guide";
    }
}
