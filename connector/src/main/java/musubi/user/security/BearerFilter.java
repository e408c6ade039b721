package musubi.user.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import musubi.system.ApiToken;
import musubi.user.Actor;
import musubi.user.ApiTokens;
import musubi.user.Role;
import musubi.user.Scope;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates requests with {@code Authorization: Bearer <token>}. */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final ApiToken configured;
    private final ApiTokens tokens;

    BearerFilter(ApiToken configured, ApiTokens tokens) {
        this.configured = configured;
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            actor(header.substring(SCHEME.length()).strip()).ifPresent(SignedIn::set);
        }
        chain.doFilter(request, response);
    }

    private Optional<Actor> actor(String token) {
        return configured.matches(token)
                ? Optional.of(new Actor("musubi.api-token", Optional.empty(), Scope.all(Role.ADMIN)))
                : tokens.actor(token);
    }
}
