package musubi.system.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import musubi.system.ApiToken;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells who came without a token, or with a wrong one, what is needed. */
final class TokenRequired implements AuthenticationEntryPoint {

    private final ApiToken token;

    TokenRequired(ApiToken token) {
        this.token = token;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        request.setAttribute(ProblemErrorController.DETAIL, detail(request));
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }

    private String detail(HttpServletRequest request) {
        if (!token.isConfigured()) {
            return "This needs an API token, and none is configured. Set musubi.api-token (MUSUBI_API_TOKEN) to at least"
                    + " 32 random characters, made with \"openssl rand -hex 32\" for example, start Musubi again, and"
                    + " send it as \"Authorization: Bearer <token>\".";
        }
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? "Send the API token as \"Authorization: Bearer <token>\"."
                : "The API token is not the one that is configured (musubi.api-token), or is not sent as"
                        + " \"Authorization: Bearer <token>\".";
    }
}
