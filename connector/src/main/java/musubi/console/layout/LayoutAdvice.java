package musubi.console.layout;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the {@link Layout} into the model of each page. */
@ControllerAdvice(annotations = ConsolePage.class)
class LayoutAdvice {

    private final Layouts layouts;

    LayoutAdvice(Layouts layouts) {
        this.layouts = layouts;
    }

    @ModelAttribute("layout")
    Layout layout(HttpServletRequest request) {
        return layouts.of(request);
    }
}
