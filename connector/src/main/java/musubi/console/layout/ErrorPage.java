package musubi.console.layout;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Errors that filters send, for browsers. */
@ConsolePage
class ErrorPage {

    private final PageErrors errors;

    ErrorPage(PageErrors errors) {
        this.errors = errors;
    }

    @RequestMapping(path = "${spring.web.error.path:${error.path:/error}}", produces = MediaType.TEXT_HTML_VALUE)
    @Nullable
    ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // a file that is cut short: the page would stand at its end
            return null;
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
        return errors.page(status, request);
    }
}
