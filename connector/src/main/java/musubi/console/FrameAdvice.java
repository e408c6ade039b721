package musubi.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives each page its frame. */
@ControllerAdvice(basePackageClasses = Layout.class, annotations = ConsolePage.class)
class FrameAdvice {

    private final Layouts frames;

    FrameAdvice(Layouts frames) {
        this.frames = frames;
    }

    @ModelAttribute("frame")
    Layout frame(HttpServletRequest request) {
        return frames.of(request);
    }
}
