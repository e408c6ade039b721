package musubi.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** After a change, the page that shows it: 303, so that loading it again changes nothing. */
final class SeeOther {

    private SeeOther() {}

    /** @param path within the application */
    static View to(String path) {
        var view = new RedirectView(path, true, false, false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
