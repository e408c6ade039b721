package musubi.user.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import musubi.system.AnswerLanguage;
import musubi.system.ApiToken;
import musubi.system.ErrorDetail;
import musubi.user.Actor;
import musubi.user.WantedPage;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Answers requests without sign-in or permission: browsers are redirected to the sign-in page, programs get a problem. */
final class SecurityErrorHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ApiToken token;
    private final WantedPage wanted;
    private final MessageSource messages;

    SecurityErrorHandler(ApiToken token, WantedPage wanted, MessageSource messages) {
        this.token = token;
        this.wanted = wanted;
        this.messages = messages;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        var to = WantedPage.loginPage(
                request, ended(request) ? "expired" : "", wanted.of(request).orElse(""));
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", to);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (byBrowser(request)) {
            Redirect.to(to, request, response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            request.setAttribute(ErrorDetail.ATTRIBUTE, detail(request));
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        var expired = denied instanceof CsrfException && Actor.current().isEmpty();
        if (expired && request.getHeader("HX-Request") != null) {
            // a script asks, which would show the sign-in page inside of its own
            response.setHeader("HX-Redirect", request.getContextPath() + "/login?problem=expired");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (expired && byBrowser(request)) {
            // the page was open for longer than its session lasted
            Redirect.to(request.getContextPath() + "/login?problem=expired", request, response);
        } else {
            request.setAttribute(
                    ErrorDetail.ATTRIBUTE,
                    denied instanceof CsrfException ? text("rest.csrf", request) : text("rest.role", request));
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Programs do not accept {@code text/html} explicitly. */
    private static boolean byBrowser(HttpServletRequest request) {
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains("text/html")
                && !request.getServletPath().startsWith("/api/")
                && !request.getServletPath().startsWith("/actuator/");
    }

    private static boolean ended(HttpServletRequest request) {
        return SessionFilter.hasEnded(request)
                || (request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid());
    }

    private String detail(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return text("rest.token.unknown", request);
        }
        return text(token.isConfigured() ? "rest.token.none" : "rest.token.make", request);
    }

    private String text(String key, HttpServletRequest request) {
        return messages.getMessage(key, null, AnswerLanguage.of(request));
    }
}
