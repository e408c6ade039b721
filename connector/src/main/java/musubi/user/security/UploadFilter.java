package musubi.user.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import musubi.system.Uploads;
import musubi.user.Actor;
import musubi.user.RouteAuthorizationManager;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses uploads, and large forms, of people who are not signed in or may not send them to that route. It runs before everything that could read the
 * body, the check of a form's token included: otherwise strangers could fill the disk.
 */
final class UploadFilter extends OncePerRequestFilter {

    private final RouteAuthorizationManager routes;
    private final SecurityErrorHandler errorHandler;

    UploadFilter(RouteAuthorizationManager routes, SecurityErrorHandler errorHandler) {
        this.routes = routes;
        this.errorHandler = errorHandler;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Uploads.needAdmission(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Actor.current().isEmpty()) {
            errorHandler.commence(request, response, new InsufficientAuthenticationException("upload without sign-in"));
        } else if (!routes.authorize(() -> null, new RequestAuthorizationContext(request))
                .isGranted()) {
            errorHandler.handle(request, response, new AccessDeniedException("upload without permission"));
        } else {
            Uploads.admit(request);
            chain.doFilter(request, response);
        }
    }
}
