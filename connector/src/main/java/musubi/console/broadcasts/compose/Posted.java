package musubi.console.broadcasts.compose;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A form that was sent, and where its answer goes.
 *
 * @param act the button it was sent by
 * @param htmx whether a script of the page sent it, which replaces a part of the page
 */
record Posted(
        String act,
        boolean htmx,
        HttpServletRequest request,
        HttpServletResponse response,
        Model model,
        RedirectAttributes flash) {

    /** A saved message that was chosen to begin with; empty: none. */
    String saved() {
        var saved = request.getParameter("saved");
        return saved == null ? "" : saved;
    }
}
