package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Redirects of browsers: by 303 after a form, so that the next page is loaded by GET (RFC 9110, 15.4.4); else by 302. */
final class Redirect {

    private Redirect() {}

    /** @param page the address, with the context path */
    static void to(String page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        response.sendRedirect(page, read ? HttpServletResponse.SC_FOUND : HttpServletResponse.SC_SEE_OTHER);
    }
}
