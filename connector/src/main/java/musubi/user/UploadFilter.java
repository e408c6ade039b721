package musubi.user;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import musubi.system.Uploads;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files are read only of who is known and may send them where they go. It stands before all that could read them, the
 * search for a form's token included: else strangers could fill the disk.
 */
final class UploadFilter extends OncePerRequestFilter {

    private final RouteAuthorizationManager routes;
    private final SecurityErrorHandler notAllowed;

    UploadFilter(RouteAuthorizationManager routes, SecurityErrorHandler notAllowed) {
        this.routes = routes;
        this.notAllowed = notAllowed;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !String.valueOf(request.getContentType())
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Actor.current().isEmpty()) {
            notAllowed.commence(request, response, new InsufficientAuthenticationException("files of a stranger"));
        } else if (!routes.authorize(() -> null, new RequestAuthorizationContext(request))
                .isGranted()) {
            notAllowed.handle(request, response, new AccessDeniedException("files of who may not send them"));
        } else {
            Uploads.admit(request);
            chain.doFilter(request, response);
        }
    }
}
