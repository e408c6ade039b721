package musubi.user;

import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;

/** Grants what the table of {@link Routes} allows to who asks. */
final class RouteAuthorizationManager implements AuthorizationManager<RequestAuthorizationContext> {

    private final Routes routes;

    RouteAuthorizationManager(Routes routes) {
        this.routes = routes;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        var request = context.getRequest();
        var path = ServletRequestPathUtils.hasParsedRequestPath(request)
                ? ServletRequestPathUtils.getParsedRequestPath(request)
                : ServletRequestPathUtils.parseAndCache(request);
        var within = path.pathWithinApplication();
        var least = routes.least(request.getMethod(), within);
        if (least.isEmpty()) {
            return new AuthorizationDecision(true);
        }
        var actor = Actor.current();
        return new AuthorizationDecision(actor.filter(found -> found.may(least.get()))
                // metrics are of all connections
                .filter(found ->
                        found.scope().allConnections() || !within.value().startsWith("/actuator"))
                .isPresent());
    }
}
