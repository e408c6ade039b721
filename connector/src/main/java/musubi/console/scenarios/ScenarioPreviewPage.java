package musubi.console.scenarios;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import musubi.console.layout.ConsolePage;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What a step of the form looks like on a phone, as it is written now. A part of the page with the form. */
@ConsolePage
class ScenarioPreviewPage {

    private final ScenarioViews views;
    private final ScenarioPhone phone;

    ScenarioPreviewPage(ScenarioViews views, ScenarioPhone phone) {
        this.views = views;
        this.phone = phone;
    }

    /**
     * Shows a step's message.
     *
     * @param preview key of the step, with a colon and the number of the friend whose values are filled in; 0: nobody's
     */
    @PostMapping("/connections/{id}/scenarios/preview")
    String show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String preview,
            HttpServletRequest request,
            Model model) {
        var connection = views.connection(id);
        var colon = preview.lastIndexOf(':');
        var key = preview.substring(0, Math.max(0, colon));
        var number = preview.substring(colon + 1);
        var step = ScenarioForm.of(request.getParameterMap()).steps().stream()
                .flatMap(FormStep::all)
                .filter(each -> each.key().equals(key) && each.kind().equals("MESSAGE"))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("connection", connection);
        model.addAttribute("key", key);
        model.addAttribute(
                "phone", phone.of(connection, step, number.matches("\\d{1,3}") ? Integer.parseInt(number) : 0));
        return "console/scenario-phone :: phone";
    }
}
