package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Redirects of browsers: by 303 after a form, so that the next page is loaded by GET (RFC 9110, 15.4.4); else by 302. */
final class Redirect {

    private Redirect() {}

    /** @param page the address, with the context path */
    static void to(String page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            response.sendRedirect(page);
        } else {
            // sendRedirect with a status passes by Spring Security's wrapper, which would not add its headers then
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, page);
        }
    }
}
